// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.sources;

import de.fundstelle.sources.Report.Proposal;
import de.fundstelle.sources.Report.Sensitive;
import de.fundstelle.sources.Report.TopFolder;
import de.fundstelle.sources.Report.Unread;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The dry run: counts what lies in a folder tree, by the names and sizes alone.
final class Survey implements Walk.Visitor {

    /// Rows of each list in the report.
    private static final int MOST = 500;

    private static final int MOST_SUBFOLDERS = 100;
    private static final int EXAMPLES = 5;
    private static final String OTHERS = "…";

    private final long maxSize;
    private final Tally all = new Tally();
    private final Map<String, Top> folders = new LinkedHashMap<>();
    private final Map<String, Tally> types = new LinkedHashMap<>();
    private final Map<Skip, Unreading> unread = new LinkedHashMap<>();
    private final Map<String, Tally> sensitive = new LinkedHashMap<>();
    private final Map<String, String> sensitiveReasons = new LinkedHashMap<>();
    private final Map<Proposals.Hint, Tally> hints = new LinkedHashMap<>();

    /// What each open folder adds to, the innermost last.
    private final Deque<List<Tally>> open = new ArrayDeque<>();

    private boolean cut;

    Survey(long maxSize) {
        this.maxSize = maxSize;
    }

    private static final class Tally {
        private long files;
        private long bytes;

        private void add(long size) {
            files++;
            bytes += size;
        }
    }

    private static final class Top {
        private final Tally all = new Tally();
        private final Tally unread = new Tally();
        private final List<String> subfolders = new ArrayList<>();
    }

    private static final class Unreading {
        private final Tally all = new Tally();
        private final List<String> examples = new ArrayList<>();
    }

    @Override
    public boolean enter(String path, String shown) {
        Optional<Skip> unwanted = Unwanted.folder(FilePath.name(shown));
        if (unwanted.isPresent()) {
            note(unwanted.get(), shown, 0);
            return false;
        }
        List<Tally> added = new ArrayList<>();
        String parent = Plan.parent(shown);
        if (parent.isEmpty()) {
            top(shown);
        } else if (Plan.parent(parent).isEmpty()) {
            List<String> subfolders = top(parent).map(top -> top.subfolders).orElseGet(ArrayList::new);
            if (subfolders.size() < MOST_SUBFOLDERS) {
                subfolders.add(FilePath.name(shown));
            }
        }
        SensitiveName.reason(FilePath.name(shown))
                .ifPresent(reason -> slot(sensitive, shown).ifPresent(tally -> {
                    sensitiveReasons.putIfAbsent(shown, reason);
                    added.add(tally);
                }));
        Proposals.folder(shown).flatMap(hint -> slot(hints, hint)).ifPresent(added::add);
        open.push(added);
        return true;
    }

    @Override
    public void leave() {
        open.pop();
    }

    @Override
    public void files(FileTree.Folder in, List<Found> files) {
        for (Found file : files) {
            all.add(file.size());
            open.forEach(tallies -> tallies.forEach(tally -> tally.add(file.size())));
            Optional<Skip> unwanted = Unwanted.file(FilePath.name(file.shown()));
            Optional<Skip> skip = unwanted.isEmpty() && file.size() > maxSize ? Optional.of(Skip.TOO_LARGE) : unwanted;
            String ending = FilePath.ending(file.shown());
            slot(types, types.size() < MOST || types.containsKey(ending) ? ending : OTHERS)
                    .ifPresent(tally -> tally.add(file.size()));
            Optional<Top> top = top(file.shown().indexOf('/') < 0 ? "" : first(file.shown()));
            top.ifPresent(one -> one.all.add(file.size()));
            if (skip.isPresent()) {
                top.ifPresent(one -> one.unread.add(file.size()));
                note(skip.get(), file.shown(), file.size());
            } else {
                Proposals.file(file.shown())
                        .flatMap(hint -> slot(hints, hint))
                        .ifPresent(tally -> tally.add(file.size()));
            }
        }
    }

    private static String first(String shown) {
        return shown.substring(0, shown.indexOf('/'));
    }

    private Optional<Top> top(String folder) {
        if (folders.size() >= MOST && !folders.containsKey(folder)) {
            cut = true;
            return Optional.empty();
        }
        return Optional.of(folders.computeIfAbsent(folder, name -> new Top()));
    }

    private <K> Optional<Tally> slot(Map<K, Tally> tallies, K key) {
        if (tallies.size() > MOST && !tallies.containsKey(key)) {
            cut = true;
            return Optional.empty();
        }
        return Optional.of(tallies.computeIfAbsent(key, name -> new Tally()));
    }

    private void note(Skip why, String shown, long size) {
        Unreading row = unread.computeIfAbsent(why, reason -> new Unreading());
        row.all.add(size);
        if (row.examples.size() < EXAMPLES) {
            row.examples.add(shown);
        }
    }

    @Override
    public void skipped(String path, String shown, Skip why, long size) {
        note(why, shown, size);
    }

    @Override
    public void unreadable(String path, String shown) {
        note(Skip.UNREADABLE, shown, 0);
    }

    @Override
    public void unlistable(String path, String shown) {
        note(Skip.UNREADABLE, shown + "/", 0);
    }

    Report report(long made) {
        return new Report(
                made, null, all.files, all.bytes, topFolders(), types(), unread(), sensitive(), proposals(), cut);
    }

    private List<TopFolder> topFolders() {
        return folders.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> {
                    String folder = entry.getKey();
                    Top top = entry.getValue();
                    Optional<String> reason = SensitiveName.reason(folder);
                    boolean aside = folder.isEmpty()
                            || reason.isPresent()
                            || Proposals.folder(folder)
                                    .filter(Proposals.Hint::proposed)
                                    .isPresent();
                    return new TopFolder(
                            folder,
                            top.all.files,
                            top.all.bytes,
                            top.unread.files,
                            top.subfolders.stream().sorted().toList(),
                            aside ? null : collection(folder),
                            reason.orElse(null));
                })
                .toList();
    }

    /// As long as a name of a collection may be.
    private static String collection(String folder) {
        return folder.length() <= 120 ? folder : folder.substring(0, 120);
    }

    private List<Report.Type> types() {
        return types.entrySet().stream()
                .sorted(Comparator.comparingLong(entry -> -entry.getValue().files))
                .map(entry -> new Report.Type(
                        entry.getKey(),
                        entry.getValue().files,
                        entry.getValue().bytes,
                        Unwanted.ending(entry.getKey()).map(Skip::reason).orElse(null)))
                .toList();
    }

    private List<Unread> unread() {
        return unread.entrySet().stream()
                .map(entry -> new Unread(
                        entry.getKey().key(),
                        entry.getKey().reason(),
                        entry.getValue().all.files,
                        entry.getValue().all.bytes,
                        entry.getValue().examples))
                .toList();
    }

    private List<Sensitive> sensitive() {
        return sensitive.entrySet().stream()
                .map(entry -> new Sensitive(
                        entry.getKey(),
                        sensitiveReasons.getOrDefault(entry.getKey(), ""),
                        entry.getValue().files,
                        entry.getValue().bytes))
                .toList();
    }

    /// A sensitive folder inside a harmless one is proposed to be left out, by its place.
    private List<Proposal> proposals() {
        List<Proposal> proposals = new ArrayList<>();
        hints.forEach((hint, tally) ->
                proposals.add(new Proposal(hint.pattern(), hint.reason(), tally.files, tally.bytes, hint.proposed())));
        sensitive.forEach((folder, tally) -> {
            if (folder.indexOf('/') > 0 && Exclude.refusal(folder).isEmpty()) {
                proposals.add(new Proposal(
                        folder,
                        "Name sieht schutzbedürftig aus: " + sensitiveReasons.get(folder),
                        tally.files,
                        tally.bytes,
                        true));
            }
        });
        return proposals;
    }
}
