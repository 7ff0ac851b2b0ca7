/* System calls that fail on demand: loaded before the C library, it counts every call to a file in one folder,
   and lets one of them fail, take long, write half, or be the last. tests/faults.py compiles and steers it. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { FAIL, DELAY, KILL, HALF, TORN };
#define MOST_FILES 65536
#define MOST_CALLS 65536

static char folder[4096];
static char ours[MOST_FILES]; /* which descriptors belong to files in the folder */
static const char *calls[MOST_CALLS];
static atomic_long count;
static const char *met;     /* the first call that the plan changed */
static atomic_long halves;
static atomic_long reached; /* how many calls the plan changed */
static long first;          /* the call that is changed; 0 for none */
static int what, amount, lasting, paused;
static char refused[32]; /* a call that fails each time, whatever the plan is */
static int refusal;
static char only[256]; /* " write fsync ": the names of the calls that the plan is about; empty for all */

void fault_watch(const char *path) {
    strncpy(folder, path, sizeof folder - 1);
    count = 0;
    reached = 0;
    met = NULL;
    halves = 0;
    first = 0;
    refused[0] = 0;
}

void fault_refuse(const char *name, int error) {
    strncpy(refused, name, sizeof refused - 1);
    refusal = error;
}

void fault_plan(long at, int kind, int value, int for_good, const char *names) {
    what = kind, amount = value, lasting = for_good;
    strncpy(only, names, sizeof only - 1);
    first = at;
}

void fault_pause(int yes) { paused = yes; }
long fault_count(void) { return count; }
const char *fault_met(void) { return met ? met : ""; }
long fault_reached(void) { return reached; }
const char *fault_name(long at) { return at >= 1 && at <= count && at < MOST_CALLS ? calls[at] : ""; }

static int inside(const char *path) {
    size_t length = strlen(folder);
    return length && path && strncmp(path, folder, length) == 0 && (path[length] == '/' || !path[length]);
}

/* Count a call; return the error that it has to end with, or 0. A half or torn write is left to `written`. */
static int fault(const char *name) {
    if (paused) return 0;
    int before = errno;
    long at = ++count;
    if (at < MOST_CALLS) calls[at] = name;
    if (refused[0] && strcmp(name, refused) == 0) return refusal;
    char word[32] = " ";
    strncat(strncat(word, name, 28), " ", 2);
    int meant = first && (lasting ? at >= first : at == first) && (!only[0] || strstr(only, word));
    if (!meant) return 0;
    if (!reached++) met = name;
    if (what == KILL) kill(getpid(), SIGKILL);
    if (what == DELAY) {
        struct timespec wait = {amount / 1000, (amount % 1000) * 1000000L};
        nanosleep(&wait, NULL);
        errno = before;
        return 0;
    }
    return what == FAIL ? amount : -1;
}

#define REAL(type, name, ...) \
    static type (*real)(__VA_ARGS__); \
    if (!real) real = (type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name)
#define REFUSE(test, name) \
    if (test) { \
        int error = fault(name); \
        if (error > 0) { errno = error; return -1; } \
    }
#define OURS(fd) ((fd) >= 0 && (fd) < MOST_FILES && ours[fd])

#define OPEN(symbol) \
    int symbol(const char *path, int flags, ...) { \
        va_list rest; va_start(rest, flags); \
        mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0; \
        va_end(rest); \
        REAL(int, symbol, const char *, int, ...); \
        REFUSE(inside(path), flags & O_CREAT ? "create" : "open") \
        int fd = real(path, flags, mode); \
        if (fd >= 0 && fd < MOST_FILES) ours[fd] = inside(path); \
        return fd; \
    }
OPEN(open)
OPEN(open64)

int close(int fd) {
    REAL(int, close, int);
    int mine = OURS(fd), done;
    if (mine) ours[fd] = 0;
    int error = mine ? fault("close") : 0;
    done = real(fd); /* a close that fails has closed all the same */
    if (error > 0) { errno = error; return -1; }
    return done;
}

#define ON_PATH(symbol, name, params, args) \
    int symbol params { REAL(int, symbol, PARAMS params); REFUSE(inside(path), name) return real args; }
#define ON_FILE(type, symbol, name, params, args) \
    type symbol params { REAL(type, symbol, PARAMS params); REFUSE(OURS(fd), name) return real args; }
#define PARAMS(...) __VA_ARGS__

ON_PATH(access, "access", (const char *path, int mode), (path, mode))
ON_PATH(stat, "stat", (const char *path, struct stat *out), (path, out))
ON_PATH(stat64, "stat", (const char *path, struct stat64 *out), (path, out))
ON_PATH(lstat, "lstat", (const char *path, struct stat *out), (path, out))
ON_PATH(lstat64, "lstat", (const char *path, struct stat64 *out), (path, out))
ON_PATH(mkdir, "mkdir", (const char *path, mode_t mode), (path, mode))
ON_PATH(rmdir, "rmdir", (const char *path), (path))
ON_PATH(unlink, "unlink", (const char *path), (path))
ON_PATH(chmod, "chmod", (const char *path, mode_t mode), (path, mode))
ON_PATH(chown, "chown", (const char *path, uid_t user, gid_t group), (path, user, group))
ON_FILE(int, fstat, "fstat", (int fd, struct stat *out), (fd, out))
ON_FILE(int, fstat64, "fstat", (int fd, struct stat64 *out), (fd, out))
ON_FILE(int, fchmod, "fchmod", (int fd, mode_t mode), (fd, mode))
ON_FILE(int, fchown, "fchown", (int fd, uid_t user, gid_t group), (fd, user, group))
ON_FILE(int, fsync, "fsync", (int fd), (fd))
ON_FILE(int, fdatasync, "fsync", (int fd), (fd))
ON_FILE(int, ftruncate, "ftruncate", (int fd, off_t size), (fd, size))
ON_FILE(int, ftruncate64, "ftruncate", (int fd, off64_t size), (fd, size))
ON_FILE(ssize_t, read, "read", (int fd, void *into, size_t size), (fd, into, size))
ON_FILE(ssize_t, pread, "read", (int fd, void *into, size_t size, off_t at), (fd, into, size, at))
ON_FILE(ssize_t, pread64, "read", (int fd, void *into, size_t size, off64_t at), (fd, into, size, at))
ON_FILE(off_t, lseek, "lseek", (int fd, off_t at, int from), (fd, at, from))
ON_FILE(off64_t, lseek64, "lseek", (int fd, off64_t at, int from), (fd, at, from))

ssize_t readlink(const char *path, char *into, size_t size) {
    REAL(ssize_t, readlink, const char *, char *, size_t);
    REFUSE(inside(path), "readlink")
    return real(path, into, size);
}

int rename(const char *from, const char *path) {
    REAL(int, rename, const char *, const char *);
    REFUSE(inside(path), "rename")
    return real(from, path);
}

#define FCNTL(symbol) \
    int symbol(int fd, int command, ...) { \
        va_list rest; va_start(rest, command); \
        void *argument = va_arg(rest, void *); \
        va_end(rest); \
        REAL(int, symbol, int, int, ...); \
        int locks = command == F_SETLK || command == F_SETLKW || command == F_GETLK; \
        REFUSE(OURS(fd) && locks, command == F_GETLK ? "getlock" : "lock") \
        return real(fd, command, argument); \
    }
FCNTL(fcntl)
FCNTL(fcntl64)

/* A disk that is full takes half of what makes a file grow, and then nothing; what lies on it can be written
   over. A machine that stops in the middle leaves half. */
static int grows(int fd, off64_t end) {
    struct stat64 now;
    paused = 1;
    int known = fstat64(fd, &now) == 0;
    paused = 0;
    return known && end > now.st_size;
}
static off64_t here(int fd) {
    paused = 1;
    off64_t at = lseek64(fd, 0, SEEK_CUR);
    paused = 0;
    return at;
}
#define WRITE(symbol, at, params, args, halved) \
    ssize_t symbol params { \
        REAL(ssize_t, symbol, PARAMS params); \
        int error = OURS(fd) ? fault("write") : 0; \
        if (error > 0) { errno = error; return -1; } \
        if (error < 0 && (what == TORN || grows(fd, at + (off64_t)size))) { \
            if (what == HALF && halves++) { errno = ENOSPC; return -1; } \
            ssize_t done = real halved; \
            if (what == TORN) kill(getpid(), SIGKILL); \
            return done; \
        } \
        return real args; \
    }
WRITE(write, here(fd), (int fd, const void *from, size_t size), (fd, from, size), (fd, from, size / 2))
WRITE(pwrite, at, (int fd, const void *from, size_t size, off_t at), (fd, from, size, at), (fd, from, size / 2, at))
WRITE(pwrite64, at, (int fd, const void *from, size_t size, off64_t at), (fd, from, size, at), (fd, from, size / 2, at))
