"""Makes keys and signs client assertions with PyJWT, for the comparison in assertions.rs.

Reads {keys: {name: algorithm}, sign: [{claims, algorithm, key}]} from the file named second; PyJWT lies in the directory named first.
Private keys are kept beside the file. Writes {version, assertions, keys} as JSON: the public keys by name, as JWK and PEM.
"""

import json
import pathlib
import sys

sys.path.insert(0, sys.argv[1])

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

file = pathlib.Path(sys.argv[2])
asked = json.loads(file.read_text(encoding="utf-8"))


def private(name, algorithm):
    """The key of that name; made when it first comes."""
    place = file.with_name(f"{name}.pem")
    if not place.exists():
        made = ec.generate_private_key(ec.SECP256R1()) if algorithm == "ES256" else rsa.generate_private_key(65537, 2048)
        place.write_bytes(made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return load_pem_private_key(place.read_bytes(), None)


def public(key):
    """The public half, as JWK and as PEM."""
    kind = ECAlgorithm if isinstance(key, ec.EllipticCurvePublicKey) else RSAAlgorithm
    return {"jwk": kind.to_jwk(key), "pem": key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()}


keys = {name: private(name, algorithm) for name, algorithm in asked["keys"].items()}
assertions = [jwt.encode(one["claims"], keys[one["key"]], algorithm=one["algorithm"]) for one in asked["sign"]]
said = {"version": jwt.__version__, "assertions": assertions}
said["keys"] = {name: public(key.public_key()) for name, key in keys.items()}
print(json.dumps(said))
