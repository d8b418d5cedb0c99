// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.sources;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Goes through a folder tree, depth first, holding no more than a part of each open folder in memory.
///
/// Folders are the only thing it opens. As no link is followed, there are no circles.
final class Walk {

    /// Deeper trees are made by mistake or on purpose; each level holds a folder open.
    static final int DEEPEST = 60;

    /// Entries of one folder that are looked at together.
    static final int AT_ONCE = 500;

    /// What is done with what it comes by.
    interface Visitor {

        /// Whether to go into a folder, or why not.
        boolean enter(String path, String shown);

        /// After the last entry of a folder that was gone into.
        default void leave() {}

        /// Regular files of one folder, which is still open.
        void files(FileTree.Folder in, List<Found> files) throws IOException, Stopped;

        void skipped(String path, String shown, Skip why, long size);

        /// A file or folder of which nothing can be told.
        void unreadable(String path, String shown);

        /// A folder in which nothing lies.
        default void empty(String path, String shown) {}

        /// A folder whose entries cannot be listed, or not all of them; it may have files nobody saw.
        void unlistable(String path, String shown);
    }

    /// The root itself cannot be listed, or not to its end.
    static final class RootLost extends IOException {

        private static final long serialVersionUID = 1L;

        private RootLost(IOException cause) {
            super("the root of a watched folder cannot be listed", cause);
        }
    }

    private final Visitor visitor;
    private final BooleanSupplier ending;

    Walk(Visitor visitor, BooleanSupplier ending) {
        this.visitor = visitor;
        this.ending = ending;
    }

    /// Goes through everything below an open root.
    ///
    /// @return how many entries the root itself has
    /// @throws RootLost if the root cannot be listed
    /// @throws IOException if a visitor fails
    int through(FileTree.Folder root) throws IOException, Stopped {
        int entries = 0;
        for (List<Path> names = ofRoot(root); !names.isEmpty(); names = ofRoot(root)) {
            entries += names.size();
            part(root, names, "", 0);
        }
        return entries;
    }

    private static List<Path> ofRoot(FileTree.Folder root) throws RootLost {
        try {
            return root.next(AT_ONCE);
        } catch (IOException e) {
            throw new RootLost(e);
        }
    }

    private void part(FileTree.Folder folder, List<Path> names, String path, int depth) throws IOException, Stopped {
        if (ending.getAsBoolean()) {
            throw new Stopped();
        }
        List<Found> files = new ArrayList<>();
        List<Path> folders = new ArrayList<>();
        for (Path name : names) {
            String below = FilePath.below(path, name);
            Optional<BasicFileAttributes> found = attributes(folder, name, below);
            if (found.isPresent()) {
                sort(found.get(), name, below, files, folders);
            }
        }
        if (!files.isEmpty()) {
            visitor.files(folder, files);
        }
        for (Path name : folders) {
            descend(folder, name, FilePath.below(path, name), depth + 1);
        }
    }

    private Optional<BasicFileAttributes> attributes(FileTree.Folder folder, Path name, String path) {
        try {
            return Optional.of(folder.attributes(name));
        } catch (NoSuchFileException e) {
            return Optional.empty(); // deleted since it was listed
        } catch (IOException e) {
            visitor.unreadable(path, FilePath.shown(path));
            return Optional.empty();
        }
    }

    private void sort(BasicFileAttributes attributes, Path name, String path, List<Found> files, List<Path> folders) {
        String shown = FilePath.shown(path);
        if (attributes.isDirectory()) {
            folders.add(name);
        } else if (attributes.isSymbolicLink()) {
            visitor.skipped(path, shown, Skip.LINK, 0);
        } else if (attributes.isRegularFile()) {
            files.add(Found.of(path, shown, name, attributes));
        } else {
            visitor.skipped(path, shown, Skip.SPECIAL, 0);
        }
    }

    private void descend(FileTree.Folder in, Path name, String path, int depth) throws IOException, Stopped {
        String shown = FilePath.shown(path);
        if (depth > DEEPEST) {
            visitor.skipped(path, shown, Skip.TOO_DEEP, 0);
            visitor.unlistable(path, shown);
            return;
        }
        if (!visitor.enter(path, shown)) {
            return;
        }
        try {
            Optional<FileTree.Folder> opened = opened(in, name, path, shown);
            if (opened.isPresent()) {
                try (FileTree.Folder folder = opened.get()) {
                    list(folder, path, shown, depth);
                }
            }
        } finally {
            visitor.leave();
        }
    }

    private Optional<FileTree.Folder> opened(FileTree.Folder in, Path name, String path, String shown) {
        try {
            return Optional.of(in.folder(name));
        } catch (NoSuchFileException | NotDirectoryException e) {
            return Optional.empty(); // deleted or replaced since it was listed
        } catch (IOException e) {
            visitor.unlistable(path, shown);
            return Optional.empty();
        }
    }

    private void list(FileTree.Folder folder, String path, String shown, int depth) throws IOException, Stopped {
        boolean any = false;
        while (true) {
            List<Path> names;
            try {
                names = folder.next(AT_ONCE);
            } catch (IOException e) {
                visitor.unlistable(path, shown);
                return;
            }
            if (names.isEmpty()) {
                if (!any) {
                    visitor.empty(path, shown);
                }
                return;
            }
            any = true;
            part(folder, names, path, depth);
        }
    }
}
