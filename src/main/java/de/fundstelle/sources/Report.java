// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.sources;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a dry run saw: names, sizes and places; no file was opened.
///
/// @param made milliseconds since 1970
/// @param problem why nothing could be seen, in German; absent if it could
/// @param files all of them, whether they will be read or not
/// @param bytes of all files
/// @param folders the top folders, and "" for the files that lie in the root itself
/// @param types by ending, the most frequent first
/// @param unread what will not be read, by reason
/// @param sensitive folders whose names look as if few people may read them
/// @param excludes proposals
/// @param cut whether there was more than the lists hold
public record Report(
        long made,
        @Nullable String problem,
        long files,
        long bytes,
        List<TopFolder> folders,
        List<Type> types,
        List<Unread> unread,
        List<Sensitive> sensitive,
        List<Proposal> excludes,
        boolean cut) {

    public Report {
        folders = List.copyOf(folders);
        types = List.copyOf(types);
        unread = List.copyOf(unread);
        sensitive = List.copyOf(sensitive);
        excludes = List.copyOf(excludes);
    }

    /// Nothing was seen.
    static Report failed(long made, String problem) {
        return new Report(made, problem, 0, 0, List.of(), List.of(), List.of(), List.of(), List.of(), false);
    }

    /// A top folder.
    ///
    /// @param folder as a mapping names it
    /// @param unread files that will not be read
    /// @param subfolders folders directly below, for whoever wants to map them one by one
    /// @param proposedCollection absent if the folder should rather not be taken in as a whole
    /// @param sensitive why it looks sensitive; absent if it does not
    public record TopFolder(
            String folder,
            long files,
            long bytes,
            long unread,
            List<String> subfolders,
            @Nullable String proposedCollection,
            @Nullable String sensitive) {
        public TopFolder {
            subfolders = List.copyOf(subfolders);
        }
    }

    /// Files of one ending; "" for those without.
    ///
    /// @param reason why they will not be read; absent if they will
    public record Type(
            String ending, long files, long bytes, @Nullable String reason) {}

    /// Files that will not be read for one reason.
    ///
    /// @param examples a few paths
    public record Unread(String key, String reason, long files, long bytes, List<String> examples) {
        public Unread {
            examples = List.copyOf(examples);
        }
    }

    /// A folder with a name that looks sensitive.
    public record Sensitive(String folder, String reason, long files, long bytes) {}

    /// Something that might be left out.
    ///
    /// @param pattern as [Exclude] understands it
    /// @param proposed whether it is better left out; otherwise it is for the person to think about
    public record Proposal(String pattern, String reason, long files, long bytes, boolean proposed) {}
}
