"""The key that a class signs its certificates with: Ed25519, made once, and never written over.

Whoever has the private key can make certificates of the class, so it lies in the class folder for its owner's eyes, and
in its backups. The public key is known by its fingerprint, which the class publishes, on its web page for example: that
is all that a stranger needs, because every certificate carries the public key itself.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from classroom.errors import KitError
from classroom.files import write_if_new

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

PRIVATE, PUBLIC = "certificate-key.pem", "certificate-key-public.pem"
"""In the class folder."""

KEY_BYTES, SIGNATURE_BYTES = 32, 64

_FINGERPRINT = re.compile(r"[0-9A-F]{32}")
_BETWEEN = re.compile(r"[\s:-]")
_LARGEST = 10_000


@dataclass(frozen=True)
class SigningKey:
    """A class's key.

    Attributes:
        public: the 32 bytes of the public key.
    """

    private: Ed25519PrivateKey
    public: bytes

    def sign(self, purpose: bytes, data: bytes) -> bytes:
        """Sign some bytes, 64 of them come out; equal bytes get equal signatures.

        Args:
            purpose: what they are, so that a signature of one thing is none of another.
            data: the bytes.
        """
        return self.private.sign(purpose + b"\0" + data)

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.public)


@dataclass(frozen=True)
class TrustedKey:
    """The key that somebody trusts.

    Attributes:
        fingerprint: of the public key.
        public: the key itself; empty where only the fingerprint is known.
    """

    fingerprint: str
    public: bytes = b""

    def is_key(self, public: bytes) -> bool:
        """Whether a public key is this one."""
        return public == self.public if self.public else fingerprint(public) == self.fingerprint


def fingerprint(public: bytes) -> str:
    """What a public key is known by: the first 128 bits of its SHA-256, in eight groups of four digits."""
    digits = hashlib.sha256(public).hexdigest()[:32].upper()
    return " ".join(digits[place : place + 4] for place in range(0, 32, 4))


def is_signed(public: bytes, purpose: bytes, data: bytes, signature: bytes) -> bool:
    """Whether a signature of some bytes was made with the private key of a public one."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, purpose + b"\0" + data)
    except (InvalidSignature, ValueError):
        return False
    return True


def class_key(folder: Path, *, issued: bool = False) -> SigningKey:
    """A class's key; where there is none yet, it is made.

    Args:
        folder: the class folder.
        issued: whether the class has issued certificates. Then a key that is not there was lost, and none is made.

    Raises:
        KitError: the key is lost or damaged, or cannot be written.
    """
    path = folder / PRIVATE
    if not path.exists() and not path.is_symlink():
        if issued or (folder / PUBLIC).exists():
            raise KitError(
                f"{path} is gone, with which this class signed its certificates; put it back from a backup. Without "
                f"it: move {PUBLIC} and the folder certificates away, and issue all certificates anew with a new key."
            )
        _make(path)
    key = _read(path)
    write_if_new(folder / PUBLIC, _public_pem(key))
    return key


def trusted_of_class(folder: Path) -> TrustedKey:
    """The key of a class folder, of which the public half is enough.

    Raises:
        KitError: there is none.
    """
    if (folder / PUBLIC).is_file():
        return trusted_key(str(folder / PUBLIC))
    if (folder / PRIVATE).is_file():
        key = _read(folder / PRIVATE)
        return TrustedKey(key.fingerprint, key.public)
    raise KitError(f"{folder} has no key yet: it has issued no certificate.")


def trusted_key(text: str) -> TrustedKey:
    """The key that somebody names: by its fingerprint, or by a file with the public key.

    Raises:
        KitError: it is neither.
    """
    digits = _BETWEEN.sub("", text).upper()
    if _FINGERPRINT.fullmatch(digits):
        return TrustedKey(" ".join(digits[place : place + 4] for place in range(0, 32, 4)))
    path = Path(text)
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST)
    except (OSError, ValueError) as problem:
        raise KitError(
            f"{text!a} is no fingerprint, which has 32 digits such as 3F2A 9C01 …, and no file with a public key."
        ) from problem
    public = _public_of(path, data)
    return TrustedKey(fingerprint(public), public)


def _public_of(path: Path, data: bytes) -> bytes:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    if b"PRIVATE KEY" in data:
        raise KitError(f"{path} is the private key, which is nobody's but the class's; name {PUBLIC} instead.")
    try:
        key = load_pem_public_key(data)
    except (ValueError, UnsupportedAlgorithm) as problem:
        raise KitError(f"{path} holds no public key.") from problem
    if not isinstance(key, Ed25519PublicKey):
        raise KitError(f"{path} holds a key of another kind; certificates are signed with Ed25519.")
    return key.public_bytes_raw()


def _make(path: Path) -> None:
    """Write a new private key where there is none; whoever comes second leaves the first one's."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    data = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    except OSError as problem:
        raise KitError(f"{path} cannot be written: {problem.strerror or problem}.") from problem
    try:
        with os.fdopen(handle, "wb") as file:
            if hasattr(os, "geteuid") and os.geteuid() == 0:  # whoever the class belongs to reads it too
                owner = path.parent.stat()
                os.fchown(handle, owner.st_uid, owner.st_gid)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError as problem:
        with contextlib.suppress(OSError):
            path.unlink()
        raise KitError(f"{path} cannot be written: {problem.strerror or problem}.") from problem


def _read(path: Path) -> SigningKey:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        key = load_pem_private_key(path.read_bytes(), None)
    except OSError as problem:
        raise KitError(f"{path} cannot be read: {problem.strerror or problem}.") from problem
    except (ValueError, TypeError, UnsupportedAlgorithm) as problem:
        raise KitError(f"{path} is damaged: it holds no private key. Put it back from a backup.") from problem
    if not isinstance(key, Ed25519PrivateKey):
        raise KitError(f"{path} holds a key of another kind; certificates are signed with Ed25519.")
    return SigningKey(key, key.public_key().public_bytes_raw())


def _public_pem(key: SigningKey) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    return key.private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
