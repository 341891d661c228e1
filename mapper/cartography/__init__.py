"""How the atlas draws: tokens, maps for the browser, and figures as SVG."""
