"""Datasets: their descriptions, the plugins that offer them, and readers of files.

The names below are what a dataset plugin may use, beside `nnkata.Dataset`,
`nnkata.Split` and `nnkata.hookimpl`. Each is imported when it is first used, so that
listing the datasets imports nothing heavy.

    stratified, shuffled            split examples by a seed
    DataError, PluginError          errors that are shown without a traceback
    RemoteFile, download_files      download files and check them
    kaggle_download                 download a dataset or competition of Kaggle
    find_file, data_folders         where users put data, and where downloads are stored
    payload                         the unpacked, checked bytes of a file
    unpack                          unpack an untrusted archive
    read_h5, read_idx, read_npz     read arrays
    read_table, numbers, impute     read a CSV table
    find_classes, read_classes,     read pictures in one folder per class
    Look
    cached_arrays, file_state       store arrays that are slow to make
    load_beside                     load a helper file beside the plugin's file
"""

from importlib import import_module
from typing import Any

_MODULES = {
    "cached_arrays": "data.cache",
    "data_folders": "data.download",
    "download_files": "data.download",
    "DataError": "errors",
    "file_state": "data.cache",
    "find_classes": "data.readers.class_folders",
    "find_file": "data.download",
    "impute": "data.readers.table",
    "kaggle_download": "data.kaggle",
    "load_beside": "data.registry",
    "Look": "data.readers.pictures",
    "numbers": "data.readers.table",
    "payload": "data.download",
    "PluginError": "errors",
    "read_classes": "data.readers.class_folders",
    "read_h5": "data.readers.array_files",
    "read_idx": "data.readers.idx",
    "read_npz": "data.readers.array_files",
    "read_table": "data.readers.table",
    "RemoteFile": "data.download",
    "shuffled": "data.splits",
    "stratified": "data.splits",
    "unpack": "data.readers.archive",
}
__all__ = [*_MODULES]


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module 'nnkata.data' has no attribute {name!r}")
    module, _, attribute = _MODULES[name].partition(":")
    return getattr(import_module(f"nnkata.{module}"), attribute or name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
