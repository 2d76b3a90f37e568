"""What a worker shuts itself off from, before it reads a subject.

Each tier is tried by running a hostile subject in it (`probe`), never by a look at what
is installed. Every tier but `process` has the same filter of system calls: no file is
opened, no socket made, no process started, signalled or traced; what would do so fails as
if nothing were there. They differ in what stands behind the filter.

`enclose` never runs as root: it gives up root's ids first. From then on there is no way
back, for the process gains no privileges.
"""

import ctypes
import errno
import os
import platform
import resource
import signal
import struct
import sys
from collections.abc import Callable, Iterable
from typing import Any

# By name: the best first, and what it does not stop.
TIERS = {
    "namespaces": "it shares the processor and the kernel, and this machine's list of"
    " processes should the filter of system calls fail",
    "bubblewrap": "it shares the processor and the kernel, and reads Python's own files"
    " should the filter of system calls fail",
    "landlock": "it shares the processor, the kernel, and the network of this machine"
    " should the filter of system calls fail",
    "filter": "it shares the processor and the kernel; nothing stands behind the filter"
    " of system calls",
    "process": "all that your own account can do: it is a process of its own, no wall",
}
WALLS = ("namespaces", "bubblewrap", "landlock", "filter")
NOBODY = 65534
MEMORY = 2 << 30  # bytes that a worker may map beyond what it has at its start
PROCESSOR = 3600  # seconds of processor time in all; each test has a limit of its own
DESCRIPTORS = 16

# Of <linux/prctl.h>, <linux/seccomp.h>, <linux/audit.h> and <sched.h>.
SET_PDEATHSIG, SET_DUMPABLE, SET_SECCOMP, NO_NEW_PRIVILEGES = 1, 4, 22, 38
FILTER, ALLOW, DENY = 2, 0x7FFF0000, 0x00050000
LOAD, EQUAL, RETURN = 0x20, 0x15, 0x06
MOUNTS, CGROUPS, NAMES, MESSAGES = 0x20000, 0x02000000, 0x04000000, 0x08000000
USERS, NETWORK = 0x10000000, 0x40000000
READ_ONLY, NO_SETUID, NO_DEVICES, RECURSIVE, PRIVATE = 1, 2, 4, 1 << 14, 1 << 18
DETACH, CAPABILITIES = 2, 0x20080522  # the version of what `capset` takes
CREATE_RULESET, RESTRICT_SELF = 444, 446  # the same number on every machine

# What NumPy and Python need to compute, sleep and end; per machine.
COMPUTING = {
    "x86_64": "read=0 write=1 close=3 poll=7 lseek=8 mmap=9 mprotect=10 munmap=11 brk=12"
    " rt_sigaction=13 rt_sigprocmask=14 rt_sigreturn=15 readv=19 writev=20 select=23"
    " sched_yield=24 mremap=25 madvise=28 nanosleep=35 getitimer=36 setitimer=38"
    " getpid=39 exit=60 gettimeofday=96 getrlimit=97 getrusage=98 times=100 getuid=102"
    " getgid=104 geteuid=107 getegid=108 sigaltstack=131 gettid=186 time=201 futex=202"
    " sched_getaffinity=204 restart_syscall=219 clock_gettime=228 clock_getres=229"
    " clock_nanosleep=230 exit_group=231 pselect6=270 ppoll=271 getrandom=318"
    " membarrier=324 rseq=334",
    "aarch64": "read=63 write=64 close=57 lseek=62 mmap=222 mprotect=226 munmap=215"
    " brk=214 rt_sigaction=134 rt_sigprocmask=135 rt_sigreturn=139 readv=65 writev=66"
    " sched_yield=124 mremap=216 madvise=233 nanosleep=101 getitimer=102 setitimer=103"
    " getpid=172 exit=93 gettimeofday=169 getrlimit=163 getrusage=165 times=153"
    " getuid=174 getgid=176 geteuid=175 getegid=177 sigaltstack=132 gettid=178 futex=98"
    " sched_getaffinity=123 restart_syscall=128 clock_gettime=113 clock_getres=114"
    " clock_nanosleep=115 exit_group=94 pselect6=72 ppoll=73 getrandom=278"
    " membarrier=283 rseq=293",
}
# What asks for files: there are none.
FILES = {
    "x86_64": "open=2 stat=4 lstat=6 access=21 getcwd=79 chdir=80 rename=82 mkdir=83"
    " rmdir=84 creat=85 link=86 unlink=87 symlink=88 readlink=89 chmod=90 statfs=137"
    " openat=257 mkdirat=258 newfstatat=262 unlinkat=263 renameat=264 readlinkat=267"
    " faccessat=269 statx=332 openat2=437 faccessat2=439",
    "aarch64": "openat=56 mkdirat=34 unlinkat=35 symlinkat=36 linkat=37 renameat=38"
    " statfs=43 faccessat=48 chdir=49 fchmodat=53 readlinkat=78 newfstatat=79 getcwd=17"
    " statx=291 openat2=437 faccessat2=439",
}
ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}


def enclose(tier: str) -> None:
    """Shut this process off, as far as a tier does; raise `OSError` where it cannot."""
    if tier not in TIERS:
        raise OSError(errno.EINVAL, "there is no such tier")
    _limit_resources()
    if os.geteuid() == 0:
        _give_up_root()
    if tier == "namespaces":
        _leave_namespaces()
    if tier == "landlock":
        _leave_file_system()
    if tier != "process":
        _give_up_capabilities()
    _die_with_parent()  # a change of ids or rights would undo this
    if tier != "process":
        _filter_system_calls()


def _die_with_parent() -> None:
    """End this process when the one that forked it ends."""
    if hasattr(signal, "pidfd_send_signal"):  # Linux
        _call("prctl", SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def _give_up_root() -> None:
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)


def _give_up_capabilities() -> None:
    """Give up what a container may grant, and what a new namespace does."""
    header, none = struct.pack("<Ii", CAPABILITIES, 0), bytes(24)
    _call("capset", header, none)
    _call("prctl", SET_DUMPABLE, 0, 0, 0, 0)


def _leave_namespaces() -> None:
    """Enter namespaces of our own, and an empty folder that cannot be written to."""
    user, group = os.geteuid(), os.getegid()
    # A process that has changed its ids may not write its own maps otherwise.
    _call("prctl", SET_DUMPABLE, 1, 0, 0, 0)
    _call("unshare", USERS | MOUNTS | NETWORK | MESSAGES | NAMES | CGROUPS)
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{user} {user} 1"),
        ("gid_map", f"{group} {group} 1"),
    ):
        with open(f"/proc/self/{name}", "w") as file:
            file.write(text)
    _call("mount", None, b"/", None, PRIVATE | RECURSIVE, None)
    flags = READ_ONLY | NO_SETUID | NO_DEVICES
    _call("mount", b"tmpfs", b"/tmp", b"tmpfs", flags, b"size=4k")
    os.chdir("/tmp")
    _call("pivot_root", b".", b".")
    _call("umount2", b".", DETACH)  # the old root, which now lies upon the new one
    os.chdir("/")


def _leave_file_system() -> None:
    """Handle every access to files and ports by Landlock, and allow none."""
    version = _system_call(CREATE_RULESET, None, 0, 1)
    # 13 accesses in the first version, then one more each: moving, truncating, devices.
    files = (1 << (12 + min(version, 3))) - 1 | (1 << 15 if version >= 5 else 0)
    ports, scopes = 3 if version >= 4 else 0, 3 if version >= 6 else 0
    rules = struct.pack("<QQQ", files, ports, scopes)
    rules = rules[: 24 if version >= 6 else 16 if version >= 4 else 8]
    ruleset = _system_call(CREATE_RULESET, rules, len(rules), 0)
    _call("prctl", NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    _system_call(RESTRICT_SELF, ruleset, 0)
    os.close(ruleset)


def _limit_resources() -> None:
    """Limit memory, files and processor time for good; the limits of Linux alone."""
    if sys.platform != "linux":
        return
    with open("/proc/self/oom_score_adj", "w") as file:
        file.write("1000")  # where the machine runs out of memory, this process ends
    with open("/proc/self/statm") as file:
        mapped = int(file.read().split()[0]) * resource.getpagesize()
    for name, most in (
        (resource.RLIMIT_AS, mapped + MEMORY),
        (resource.RLIMIT_CPU, PROCESSOR),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, DESCRIPTORS),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(name)
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(name, (least, least))


def _filter_system_calls() -> None:
    """Let this process do nothing but compute from now on."""
    machine = platform.machine()
    if machine not in ARCHITECTURES:
        raise OSError(errno.ENOSYS, f"there is no filter for {machine}")
    program = b"".join(_program(machine))
    buffer = ctypes.create_string_buffer(program)
    header = struct.pack("<HxxxxxxQ", len(program) // 8, ctypes.addressof(buffer))
    _call("prctl", NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    _call("prctl", SET_SECCOMP, FILTER, header, 0, 0)


def _program(machine: str) -> Iterable[bytes]:
    """Yield the instructions of the filter: a decision for each number of a call."""
    yield _instruction(LOAD, 4)  # the architecture
    yield _instruction(EQUAL, ARCHITECTURES[machine], skip=1)
    yield _instruction(RETURN, DENY | errno.EPERM)
    yield _instruction(LOAD, 0)  # the number of the call
    for numbers, decision in (
        (_numbers(COMPUTING[machine]), ALLOW),
        (_numbers(FILES[machine]), DENY | errno.ENOENT),
    ):
        for number in numbers:
            yield _instruction(EQUAL, number, otherwise=1)
            yield _instruction(RETURN, decision)
    yield _instruction(RETURN, DENY | errno.EPERM)


def _instruction(code: int, value: int, skip: int = 0, otherwise: int = 0) -> bytes:
    return struct.pack("<HBBI", code, skip, otherwise, value)


def _numbers(table: str) -> list[int]:
    return [int(entry.partition("=")[2]) for entry in table.split()]


def _call(name: str, *arguments: Any) -> int:
    """Call a function of the C library; raise `OSError` if it fails."""
    library = ctypes.CDLL(None, use_errno=True)
    return _checked(getattr(library, name), name, arguments)


def _system_call(number: int, *arguments: Any) -> int:
    library = ctypes.CDLL(None, use_errno=True)
    library.syscall.restype = ctypes.c_long
    return _checked(library.syscall, f"call {number}", (number, *arguments))


def _checked(function: Callable[..., Any], name: str, arguments: Iterable[Any]) -> int:
    converted = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    result = int(function(*converted))
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, f"{name}: {os.strerror(code)}")
    return result


# -- the probe -----------------------------------------------------------------------------

# A hostile subject: it returns what it could do that a wall must stop.
PROBE = """
import os, signal, socket, threading

import numpy as np


def _reads():
    open("/etc/passwd").read()


def _sees():
    os.stat("/etc")


def _writes():
    os.mkdir("/tmp/nnkata-probe")
    os.rmdir("/tmp/nnkata-probe")


def _connects():
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM)


def _talks_to_this_machine():
    socket.socket(socket.AF_UNIX)


def _starts_a_process():
    if os.fork() == 0:
        os._exit(0)


def _starts_a_thread():
    threading.Thread(target=int).start()


def _signals():
    os.kill(os.getppid() or os.getpid(), 0)


def _takes_all_memory():
    np.ones(1 << 30)


def probe():
    doers = [value for name, value in globals().items() if name.startswith("_")]
    return [doer.__name__.strip("_").replace("_", " ") for doer in doers if worked(doer)]


def worked(doer):
    if not callable(doer) or getattr(doer, "__module__", "") != __name__:
        return False
    try:
        doer()
    except (Exception, MemoryError):
        return False
    return True
"""
