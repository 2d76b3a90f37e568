"""The references beside PyTorch, TensorFlow, Keras and scikit-learn: the same work each.

mlp, deep      dense networks: small batches of digits; full batches of large pictures
conv, pool     single layers, forward and back
cnn            a convolutional network
plain          a network as one writes it first, to compare with
shared         digits, references, and settings of the libraries
"""

from kernels.cnn import CNN
from kernels.conv import ONE_CHANNEL, SEVERAL_CHANNELS
from kernels.deep import DEEP
from kernels.mlp import MLP
from kernels.pool import LARGE, SMALL

EXPERIMENTS = [MLP, SEVERAL_CHANNELS, ONE_CHANNEL, LARGE, SMALL, CNN, DEEP]
