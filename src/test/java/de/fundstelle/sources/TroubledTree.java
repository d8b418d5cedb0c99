// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.sources;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The real file system, with the troubles of a share: what root is never denied is denied here.
final class TroubledTree implements FileTree {

    private final FileTree real = new LocalFiles();

    /// Paths of files that cannot be opened, and of folders that cannot be listed.
    final Set<String> denied = new HashSet<>();

    /// Folders whose listing breaks off after the first entries.
    final Set<String> breaking = new HashSet<>();

    /// Paths whose attributes cannot be told.
    final Set<String> unknown = new HashSet<>();

    /// Files that break in the middle of being read.
    final Set<String> broken = new HashSet<>();

    /// What is done when a file is opened.
    @FunctionalInterface
    interface OnRead {
        void opened(String path) throws IOException;
    }

    OnRead onRead = path -> {};
    String store = "ext4 /dev/share";
    boolean missing;
    int reads;

    @Override
    public Folder open(Path root) throws IOException {
        if (missing) {
            throw new FileSystemException(root.toString(), null, "Transport endpoint is not connected");
        }
        return new Troubled("", real.open(root));
    }

    @Override
    public String store(Path root) {
        return store;
    }

    @Override
    public boolean gone(Path root, String path) throws IOException {
        for (String part = path; !part.isEmpty(); part = Plan.parent(part)) {
            if (missing || (denied.contains(part) && !part.equals(path)) || unknown.contains(part)) {
                throw new AccessDeniedException(part);
            }
        }
        return real.gone(root, path);
    }

    private final class Troubled implements Folder {

        private final String path;
        private final Folder folder;
        private int listed;

        private Troubled(String path, Folder folder) {
            this.path = path;
            this.folder = folder;
        }

        private String below(Path name) {
            return FilePath.below(path, name);
        }

        @Override
        public List<Path> next(int most) throws IOException {
            if (breaking.contains(path)) {
                if (listed++ > 0) {
                    throw new FileSystemException(path, null, "Input/output error");
                }
                return folder.next(1);
            }
            return folder.next(most);
        }

        @Override
        public BasicFileAttributes attributes(Path name) throws IOException {
            if (unknown.contains(below(name))) {
                throw new AccessDeniedException(below(name));
            }
            return folder.attributes(name);
        }

        @Override
        public Folder folder(Path name) throws IOException {
            if (denied.contains(below(name))) {
                throw new AccessDeniedException(below(name));
            }
            return new Troubled(below(name), folder.folder(name));
        }

        @Override
        public InputStream read(Path name) throws IOException {
            if (denied.contains(below(name))) {
                throw new AccessDeniedException(below(name));
            }
            reads++;
            onRead.opened(below(name));
            InputStream content = folder.read(name);
            return broken.contains(below(name)) ? new Breaking(content) : content;
        }

        @Override
        public void close() throws IOException {
            folder.close();
        }
    }

    private static final class Breaking extends FilterInputStream {

        private Breaking(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, 3);
            if (read < 0) {
                throw new IOException("Stale file handle");
            }
            return read;
        }
    }
}
