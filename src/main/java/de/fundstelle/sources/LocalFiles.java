// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.sources;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.channels.Channels;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/// The real file system.
///
/// Every entry is reached from its open folder, so that nobody can put a link in the place of a folder meanwhile
/// and lead a scan out of the root.
final class LocalFiles implements FileTree {

    private static final System.Logger LOG = System.getLogger(LocalFiles.class.getName());

    @Override
    @SuppressWarnings("StreamResourceLeak") // the folder closes it
    public Folder open(Path root) throws IOException {
        return opened(Files.newDirectoryStream(root.toRealPath()));
    }

    private static Folder opened(DirectoryStream<Path> stream) throws IOException {
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return new Opened(secure);
        }
        stream.close();
        throw new IOException("this file system cannot open folders safely; watched folders need Linux");
    }

    @Override
    public String store(Path root) {
        try {
            FileStore store = Files.getFileStore(root.toRealPath());
            return store.type() + " " + store.name();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "what a watched folder lies on cannot be told", e);
            return "";
        }
    }

    @Override
    public boolean gone(Path root, String path) throws IOException {
        Path real = root.toRealPath();
        int slash = path.indexOf('/');
        while (slash > 0) {
            if (!is(real, path.substring(0, slash), true)) {
                return true;
            }
            slash = path.indexOf('/', slash + 1);
        }
        return !is(real, path, false);
    }

    private static boolean is(Path root, String path, boolean folder) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(
                    FilePath.resolve(root, path), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return folder ? attributes.isDirectory() : attributes.isRegularFile();
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static final class Opened implements Folder {

        private final SecureDirectoryStream<Path> stream;
        private final Iterator<Path> entries;

        private Opened(SecureDirectoryStream<Path> stream) {
            this.stream = stream;
            this.entries = stream.iterator();
        }

        @Override
        public List<Path> next(int most) throws IOException {
            List<Path> names = new ArrayList<>();
            try {
                while (names.size() < most && entries.hasNext()) {
                    Path name = entries.next().getFileName();
                    if (name != null) {
                        names.add(name);
                    }
                }
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
            return names;
        }

        @Override
        public BasicFileAttributes attributes(Path name) throws IOException {
            return stream.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .readAttributes();
        }

        @Override
        public Folder folder(Path name) throws IOException {
            return opened(stream.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS));
        }

        /// Whoever puts a FIFO in the place of a file between the look and this is not caught; nobody else can.
        @Override
        public InputStream read(Path name) throws IOException {
            return Channels.newInputStream(
                    stream.newByteChannel(name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)));
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }
}
