// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.de.GermanLightStemFilter;
import org.apache.lucene.analysis.de.GermanNormalizationFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;

/// How German text becomes terms, the same for passages and queries.
///
/// Two views of a text: light stems ("Steuern" and "Steuer" are one), and the character 4-grams inside words, which
/// find the parts of compounds without a dictionary ("Steuer" in "Hundesteuersatzung").
final class Analysis {

    /// Changes whenever the same text would become other terms, or more is kept of them; names the folder of the index.
    static final int VERSION = 3;

    static final int GRAM = 4;

    /// Light stems of words.
    static final Analyzer STEMS = new Analyzer() {
        @Override
        protected TokenStreamComponents createComponents(String field) {
            StandardTokenizer words = new StandardTokenizer();
            return new TokenStreamComponents(words, new GermanLightStemFilter(normalised(words)));
        }
    };

    /// 4-grams inside words; shorter words have none.
    static final Analyzer GRAMS = new Analyzer() {
        @Override
        protected TokenStreamComponents createComponents(String field) {
            StandardTokenizer words = new StandardTokenizer();
            return new TokenStreamComponents(words, new GramFilter(normalised(words), GRAM));
        }
    };

    /// Whole words with their umlauts folded, as the grams are cut from.
    private static final Analyzer WORDS = new Analyzer() {
        @Override
        protected TokenStreamComponents createComponents(String field) {
            StandardTokenizer words = new StandardTokenizer();
            return new TokenStreamComponents(words, normalised(words));
        }
    };

    private Analysis() {}

    /// A term and where it stands in its text.
    record Token(String term, int start, int end) {}

    static List<Token> stems(String text) {
        return tokens(STEMS, text);
    }

    static List<Token> words(String text) {
        return tokens(WORDS, text);
    }

    private static TokenStream normalised(TokenStream words) {
        return new GermanNormalizationFilter(new LowerCaseFilter(words));
    }

    private static List<Token> tokens(Analyzer analyzer, String text) {
        List<Token> tokens = new ArrayList<>();
        try (TokenStream stream = analyzer.tokenStream("", text)) {
            CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
            OffsetAttribute offset = stream.addAttribute(OffsetAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                tokens.add(new Token(term.toString(), offset.startOffset(), offset.endOffset()));
            }
            stream.end();
        } catch (IOException e) {
            throw new UncheckedIOException("analysing a text in memory", e);
        }
        return tokens;
    }
}
