"""The evidence store of a build folder: one SQLite file.

Two layers. What each article says by itself is written once, together with what it was made from
(digests of the source's bytes, of the document, of the extractor), in one transaction, so that a killed
build loses at most the current batch and goes on from there. What linking makes of all of it
(`graphkit.linked`) is written anew, as a whole, after any change: so adding one article gives the same as
building anew. All SQL of the package is here, in `graphkit.linked` and in `graphkit.counting`.
"""

from graphkit.store.rows import Entry, digest
from graphkit.store.schema import APPLICATION_ID, MIGRATIONS
from graphkit.store.writing import STORE_NAME, Done, Store

__all__ = ["APPLICATION_ID", "MIGRATIONS", "STORE_NAME", "Done", "Entry", "Store", "digest"]
