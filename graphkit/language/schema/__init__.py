"""One frozen dataclass per TOML file of a language folder, checked when it is loaded.

The modules hold the records by what they speak of; `reader` fills them from a file, `folder` from all files.
"""
