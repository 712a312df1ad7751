/* Writes the files of a packed site and does nothing else: the floor under every builder.
 *
 * usage: writer PACKED FOLDER
 * PACKED is a row of records: length of the path and of the bytes (8 bytes each, native),
 * the path with a closing NUL, the bytes. A path that ends in "/" is a folder, and comes
 * before what lies in it.
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static int failed(const char *what)
{
    perror(what);
    return 1;
}

static int write_file(int folder, const char *path, const char *bytes, uint64_t left)
{
    int file = openat(folder, path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (file < 0)
        return failed(path);
    while (left > 0) {
        ssize_t written = write(file, bytes, left);
        if (written < 0)
            return failed(path);
        bytes += written;
        left -= (uint64_t)written;
    }
    return close(file);
}

int main(int count, char **arguments)
{
    if (count != 3)
        return 2;
    int packed = open(arguments[1], O_RDONLY);
    struct stat about;
    if (packed < 0 || fstat(packed, &about) < 0)
        return failed(arguments[1]);
    const char *here = mmap(NULL, (size_t)about.st_size, PROT_READ, MAP_PRIVATE, packed, 0);
    if (here == MAP_FAILED)
        return failed(arguments[1]);
    const char *end = here + about.st_size;
    int folder = mkdir(arguments[2], 0755) == 0 ? open(arguments[2], O_RDONLY | O_DIRECTORY) : -1;
    if (folder < 0)
        return failed(arguments[2]);
    while (here < end) {
        uint64_t lengths[2];
        memcpy(lengths, here, sizeof lengths);
        const char *path = here + sizeof lengths, *bytes = path + lengths[0] + 1;
        if (path[lengths[0] - 1] == '/') {
            if (mkdirat(folder, path, 0755) < 0)
                return failed(path);
        } else if (write_file(folder, path, bytes, lengths[1])) {
            return 1;
        }
        here = bytes + lengths[1];
    }
    return 0;
}
