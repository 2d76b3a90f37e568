"""The former home of what is in `nnkata.data`: seeded splits for dataset plugins."""

from nnkata.data.splits import shuffled as shuffled
from nnkata.data.splits import stratified as stratified

__all__ = ["shuffled", "stratified"]
