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

_NAMES = {
    "data.download": "RemoteFile download_files kaggle_download",
    "data.local_files": "cached_arrays data_folders file_state find_file payload",
    "data.readers.archive": "unpack",
    "data.readers.array_files": "read_h5 read_npz",
    "data.readers.class_folders": "find_classes read_classes",
    "data.readers.idx": "read_idx",
    "data.readers.pictures": "Look",
    "data.readers.table": "impute numbers read_table",
    "data.registry": "load_beside",
    "data.splits": "shuffled stratified",
    "errors": "DataError PluginError",
}
_MODULES = {name: module for module, some in _NAMES.items() for name in some.split()}
__all__ = [*_MODULES]


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module 'nnkata.data' has no attribute {name!r}")
    return getattr(import_module(f"nnkata.{_MODULES[name]}"), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
