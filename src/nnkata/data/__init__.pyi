"""The types of the names that the package offers; each is imported when it is used."""

from nnkata.data.download import (
    RemoteFile as RemoteFile,
)
from nnkata.data.download import (
    download_files as download_files,
)
from nnkata.data.download import (
    kaggle_download as kaggle_download,
)
from nnkata.data.local_files import (
    cached_arrays as cached_arrays,
)
from nnkata.data.local_files import (
    data_folders as data_folders,
)
from nnkata.data.local_files import (
    file_state as file_state,
)
from nnkata.data.local_files import (
    find_file as find_file,
)
from nnkata.data.local_files import (
    payload as payload,
)
from nnkata.data.readers.archive import unpack as unpack
from nnkata.data.readers.array_files import read_h5 as read_h5
from nnkata.data.readers.array_files import read_npz as read_npz
from nnkata.data.readers.class_folders import (
    find_classes as find_classes,
)
from nnkata.data.readers.class_folders import (
    read_classes as read_classes,
)
from nnkata.data.readers.idx import read_idx as read_idx
from nnkata.data.readers.pictures import Look as Look
from nnkata.data.readers.table import (
    impute as impute,
)
from nnkata.data.readers.table import (
    numbers as numbers,
)
from nnkata.data.readers.table import (
    read_table as read_table,
)
from nnkata.data.registry import load_beside as load_beside
from nnkata.data.splits import shuffled as shuffled
from nnkata.data.splits import stratified as stratified
from nnkata.errors import DataError as DataError
from nnkata.errors import PluginError as PluginError
