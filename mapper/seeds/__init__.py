"""Written evidence to GeoJSON: fact sheets in seeds/ to the files in geodata/."""
