"""Events, positions and areas against coasts and zones: how far, inside what, how sure."""

from mapper.analysis.asking import measure
from mapper.analysis.kept import EventMeasures, claimants, event_measures
from mapper.analysis.measuring import REACH_NM, Measurer, measurer
from mapper.analysis.nearest import NearestCoast, nearest_coast
from mapper.analysis.records import Distance, Inside, Measure, Passage
from mapper.analysis.subjects import Subject, of_feature, of_file, of_position, of_shape
from mapper.analysis.tables import Measures
from mapper.analysis.whose import zones_at

__all__ = [
    "REACH_NM",
    "Distance",
    "EventMeasures",
    "Inside",
    "Measure",
    "Measurer",
    "Measures",
    "NearestCoast",
    "Passage",
    "Subject",
    "claimants",
    "event_measures",
    "measure",
    "measurer",
    "nearest_coast",
    "of_feature",
    "of_file",
    "of_position",
    "of_shape",
    "zones_at",
]
