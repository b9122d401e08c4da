"""Identity across documents: which tasks that several documents tell are one. Pure rules; stores keep what they need to apply them."""

from graph.identity.clusters import clusters
from graph.identity.judging import Likeness, in_order, judge
from graph.identity.telling import SHARED, Telling, keys, stem, tellings

__all__ = ["SHARED", "Likeness", "Telling", "clusters", "in_order", "judge", "keys", "stem", "tellings"]
