/* Preloaded into a Python: the k-th call of one kind below a folder fails, or the process dies
   there. Nothing happens until fault_arm is called. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

enum { OPEN, WRITE, FSYNC, RENAME, EXCHANGE, MKDIR, CHMOD, REMOVE, LINK, KINDS };

static char root[PATH_MAX];
static int on, wanted = -1, error, lasting, no_exchange;
static long wanted_call, calls[KINDS + 1];

/* kind: one of the above, or KINDS for any; call: from 1, 0 to count only; error: 0 to die. */
void fault_arm(const char *folder, int kind, long call, int code, int lasts, int refuse) {
    strncpy(root, folder, sizeof root - 1);
    wanted = kind, wanted_call = call, error = code, lasting = lasts, no_exchange = refuse, on = 1;
    memset(calls, 0, sizeof calls);
}

void fault_off(void) { on = 0; }
long fault_calls(int kind) { return calls[kind]; }

static int is_below(const char *path) {
    size_t length = strlen(root);
    return !strncmp(path, root, length) && (path[length] == '/' || !path[length]);
}

static void name_of(int handle, char *into) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
    ssize_t length = readlink(link, into, PATH_MAX - 1);
    into[length > 0 ? length : 0] = 0;
}

static int fails(int kind, int folder, const char *path) {
    if (!on) return 0;
    char full[2 * PATH_MAX] = "";
    if (!path) name_of(folder, full);
    else if (path[0] == '/') snprintf(full, sizeof full, "%s", path);
    else {
        if (folder == AT_FDCWD) { if (!getcwd(full, PATH_MAX)) return 0; }
        else name_of(folder, full);
        strncat(full, "/", sizeof full - strlen(full) - 1);
        strncat(full, path, sizeof full - strlen(full) - 1);
    }
    if (!is_below(full)) return 0;
    calls[kind]++, calls[KINDS]++;
    if (!wanted_call || (wanted != kind && wanted != KINDS)) return 0;
    if (lasting ? calls[wanted] < wanted_call : calls[wanted] != wanted_call) return 0;
    if (!error) kill(getpid(), SIGKILL), pause();
    errno = error;
    return 1;
}

#define REAL(result, name, ...) \
    static result (*real)(__VA_ARGS__); \
    if (!real) real = dlsym(RTLD_NEXT, name)

/* A file that is only read can fail, too: publishing opens what it brings to the disk. */
#define OPENING(name, folder, ...) \
    mode_t mode = 0; \
    if (flags & (O_CREAT | O_TMPFILE)) { \
        va_list rest; va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); \
    } \
    if (fails(OPEN, folder, path)) return -1; \
    return real(__VA_ARGS__, flags, mode)

int open(const char *path, int flags, ...) {
    REAL(int, "open", const char *, int, ...); OPENING("open", AT_FDCWD, path); }
int open64(const char *path, int flags, ...) {
    REAL(int, "open64", const char *, int, ...); OPENING("open64", AT_FDCWD, path); }
int openat(int folder, const char *path, int flags, ...) {
    REAL(int, "openat", int, const char *, int, ...); OPENING("openat", folder, folder, path); }
int openat64(int folder, const char *path, int flags, ...) {
    REAL(int, "openat64", int, const char *, int, ...); OPENING("openat64", folder, folder, path); }

ssize_t write(int handle, const void *body, size_t size) {
    REAL(ssize_t, "write", int, const void *, size_t);
    return fails(WRITE, handle, NULL) ? -1 : real(handle, body, size);
}
ssize_t sendfile(int out, int in, off_t *offset, size_t size) {
    REAL(ssize_t, "sendfile", int, int, off_t *, size_t);
    return fails(WRITE, out, NULL) ? -1 : real(out, in, offset, size);
}
ssize_t sendfile64(int out, int in, off64_t *offset, size_t size) {
    REAL(ssize_t, "sendfile64", int, int, off64_t *, size_t);
    return fails(WRITE, out, NULL) ? -1 : real(out, in, offset, size);
}
ssize_t copy_file_range(int in, off64_t *from, int out, off64_t *to, size_t size, unsigned flags) {
    REAL(ssize_t, "copy_file_range", int, off64_t *, int, off64_t *, size_t, unsigned);
    return fails(WRITE, out, NULL) ? -1 : real(in, from, out, to, size, flags);
}
int fsync(int handle) {
    REAL(int, "fsync", int);
    return fails(FSYNC, handle, NULL) ? -1 : real(handle);
}
int rename(const char *from, const char *to) {
    REAL(int, "rename", const char *, const char *);
    return fails(RENAME, AT_FDCWD, to) ? -1 : real(from, to);
}
int renameat2(int a, const char *from, int b, const char *to, unsigned flags) {
    REAL(int, "renameat2", int, const char *, int, const char *, unsigned);
    if (on && no_exchange) { errno = EINVAL; return -1; }
    return fails(EXCHANGE, b, to) ? -1 : real(a, from, b, to, flags);
}
int mkdir(const char *path, mode_t mode) {
    REAL(int, "mkdir", const char *, mode_t);
    return fails(MKDIR, AT_FDCWD, path) ? -1 : real(path, mode);
}
int chmod(const char *path, mode_t mode) {
    REAL(int, "chmod", const char *, mode_t);
    return fails(CHMOD, AT_FDCWD, path) ? -1 : real(path, mode);
}
int fchmodat(int folder, const char *path, mode_t mode, int flags) {
    REAL(int, "fchmodat", int, const char *, mode_t, int);
    return fails(CHMOD, folder, path) ? -1 : real(folder, path, mode, flags);
}
int unlink(const char *path) {
    REAL(int, "unlink", const char *);
    return fails(REMOVE, AT_FDCWD, path) ? -1 : real(path);
}
int unlinkat(int folder, const char *path, int flags) {
    REAL(int, "unlinkat", int, const char *, int);
    return fails(REMOVE, folder, path) ? -1 : real(folder, path, flags);
}
int rmdir(const char *path) {
    REAL(int, "rmdir", const char *);
    return fails(REMOVE, AT_FDCWD, path) ? -1 : real(path);
}
int link(const char *from, const char *to) {
    REAL(int, "link", const char *, const char *);
    return fails(LINK, AT_FDCWD, to) ? -1 : real(from, to);
}
