// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.benchmark;

import de.fundstelle.config.Settings;
import de.fundstelle.document.Passage;
import de.fundstelle.document.Readers;
import de.fundstelle.index.PassageIndex;
import de.fundstelle.models.Embeddings;
import de.fundstelle.models.ModelFailure;
import de.fundstelle.retrieve.Query;
import de.fundstelle.retrieve.Ranked;
import de.fundstelle.retrieve.Ranking;
import de.fundstelle.retrieve.Retriever;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Ranks the documents of prepared sets by their questions and prints nDCG@10, declines and times.
///
/// Arguments: a folder where indexes are kept between runs, a folder of sets, the name of a set whose questions the
/// others should decline, then the names of sets. Vectors are computed once for each kept index;
/// `-Dwords.only=true` does without them.
final class RetrievalCheck {

    private static final PrintStream OUT = System.out;
    private static final int BATCH = 256;
    private static final int CUT = 10;
    private static final Readers READERS = new Readers(Set.of(YardstickSet.RIGHT));
    private static final double[] WEIGHTS = {0, 0.1, 0.2};
    private static final double[] WORDS_ALONE = {0};

    private RetrievalCheck() {}

    public static void main(String[] arguments) throws IOException, InterruptedException, ModelFailure {
        Path kept = Path.of(arguments[0]);
        Path sets = Path.of(arguments[1]);
        YardstickSet foreign = YardstickSet.read(sets.resolve(arguments[2]));
        try (Embeddings embeddings = Embeddings.inProcess()) {
            for (String name : Arrays.asList(arguments).subList(3, arguments.length)) {
                YardstickSet set = YardstickSet.read(sets.resolve(name));
                try (PassageIndex index = PassageIndex.open(kept.resolve(name))) {
                    fill(index, set, embeddings);
                    measure(name, index, set, foreign, embeddings);
                }
            }
        }
    }

    private static void fill(PassageIndex index, YardstickSet set, Embeddings embeddings)
            throws IOException, InterruptedException, ModelFailure {
        if (index.passages() == 0) {
            for (List<Passage> passages : set.documents()) {
                index.replace(passages.getFirst().document(), passages);
            }
            index.commit();
        }
        if (Boolean.getBoolean("words.only")) {
            return;
        }
        index.useVectors(embeddings.name(), embeddings.dimension());
        long start = System.nanoTime();
        long done = 0;
        for (List<Passage> some = index.withoutVectors(BATCH); !some.isEmpty(); some = index.withoutVectors(BATCH)) {
            List<Optional<float[]>> vectors =
                    embeddings.embed(some.stream().map(PassageIndex::meaningful).toList());
            Map<Passage, float[]> found = new LinkedHashMap<>();
            List<Passage> none = new ArrayList<>();
            for (int i = 0; i < some.size(); i++) {
                Passage passage = some.get(i);
                vectors.get(i).ifPresentOrElse(vector -> found.put(passage, vector), () -> none.add(passage));
            }
            index.addVectors(found);
            index.giveUpVectors(none);
            done += some.size();
        }
        index.commit();
        if (done > 0) {
            OUT.printf(Locale.ROOT, "embedded %d passages in %.0f s%n", done, (System.nanoTime() - start) / 1e9);
        }
    }

    private static void measure(
            String name, PassageIndex index, YardstickSet set, YardstickSet foreign, Embeddings embeddings)
            throws InterruptedException, IOException {
        OUT.printf(Locale.ROOT, "%-18s %6d passages", name, index.passages());
        for (double weight : Boolean.getBoolean("words.only") ? WORDS_ALONE : WEIGHTS) {
            try (Retriever retriever =
                    new Retriever(index, Optional.of(embeddings), new Settings.Retrieve(CUT, weight))) {
                double gain = 0;
                int declined = 0;
                double[] times = new double[set.questions().size()];
                int asked = 0;
                for (Map.Entry<String, String> question : set.questions().entrySet()) {
                    Ranking ranking = retriever.rank(query(question.getValue(), Query.MOST));
                    gain += ndcg(ranking.documents(), set.answers().getOrDefault(question.getKey(), Map.of()));
                    declined += ranking.answerable() ? 0 : 1;
                    times[asked++] =
                            retriever.retrieve(query(question.getValue(), 50)).tookMillis();
                }
                int accepted = 0;
                for (String question : foreign.questions().values()) {
                    accepted += retriever.rank(query(question, CUT)).answerable() ? 1 : 0;
                }
                Arrays.sort(times);
                OUT.printf(
                        Locale.ROOT,
                        " | weight %.1f: nDCG@10 %.4f, declined %.3f, foreign accepted %.3f, p50 %.1f p95 %.1f ms",
                        weight,
                        gain / asked,
                        (double) declined / asked,
                        (double) accepted / foreign.questions().size(),
                        times[asked / 2],
                        times[(int) (asked * 0.95)]);
            }
        }
        OUT.println();
    }

    private static Query query(String text, int limit) {
        return new Query(text, READERS, Set.of(YardstickSet.COLLECTION), limit);
    }

    /// Linear gain, logarithmic discount.
    private static double ndcg(List<Ranked> ranked, Map<String, Double> relevant) {
        double gain = 0;
        for (int place = 0; place < Math.min(CUT, ranked.size()); place++) {
            gain += relevant.getOrDefault(ranked.get(place).document().id(), 0.0) / discount(place);
        }
        double[] best = relevant.values().stream()
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        double ideal = 0;
        for (int place = 0; place < Math.min(CUT, best.length); place++) {
            ideal += best[best.length - 1 - place] / discount(place);
        }
        return ideal == 0 ? 0 : gain / ideal;
    }

    private static double discount(int place) {
        return Math.log(place + 2) / Math.log(2);
    }
}
