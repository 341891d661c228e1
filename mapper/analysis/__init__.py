"""Events, positions and areas against coasts and zones, and against each other."""

from mapper.analysis.asking import measure
from mapper.analysis.compared import Comparison, Edition, Overlap, Shift
from mapper.analysis.comparing import Comparer, comparer
from mapper.analysis.comparisons import Comparisons, compare
from mapper.analysis.kept import EventMeasures, claimants, event_measures
from mapper.analysis.measuring import REACH_NM, Measurer, measurer
from mapper.analysis.nearest import NearestCoast, nearest_coast
from mapper.analysis.records import Distance, Inside, Measure, Passage
from mapper.analysis.recurrence import (
    Occurrence,
    Recurrence,
    recurrences,
    recurring,
    recurs_words,
)
from mapper.analysis.shifts import overlap, shift
from mapper.analysis.subjects import Subject, of_feature, of_file, of_position, of_shape
from mapper.analysis.tables import Measures
from mapper.analysis.whose import zones_at

__all__ = [
    "REACH_NM",
    "Comparer",
    "Comparison",
    "Comparisons",
    "Distance",
    "Edition",
    "EventMeasures",
    "Inside",
    "Measure",
    "Measurer",
    "Measures",
    "NearestCoast",
    "Occurrence",
    "Overlap",
    "Passage",
    "Recurrence",
    "Shift",
    "Subject",
    "claimants",
    "compare",
    "comparer",
    "event_measures",
    "measure",
    "measurer",
    "nearest_coast",
    "of_feature",
    "of_file",
    "of_position",
    "of_shape",
    "overlap",
    "recurrences",
    "recurring",
    "recurs_words",
    "shift",
    "zones_at",
]
