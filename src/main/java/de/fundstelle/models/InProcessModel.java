// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.models;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.langchain4j.model.embedding.onnx.AbstractInProcessEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.OnnxBertBiEncoder;
import dev.langchain4j.model.embedding.onnx.PoolingMode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// The small English model whose weights come inside its artifact, computed on the calling thread alone.
///
/// The library's own class spreads each call over all cores and never frees its session.
final class InProcessModel extends AbstractInProcessEmbeddingModel implements AutoCloseable {

    static final String NAME = "all-minilm-l6-v2-q";
    static final int DIMENSION = 384;

    private final OrtSession session;
    private final OnnxBertBiEncoder encoder;

    InProcessModel() {
        super(Runnable::run);
        stayHere();
        try (InputStream weights = resource("/" + NAME + ".onnx");
                InputStream tokenizer = resource("/" + NAME + "-tokenizer.json");
                OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            session = environment.createSession(weights.readAllBytes(), options);
            encoder = new OnnxBertBiEncoder(environment, session, tokenizer, PoolingMode.MEAN);
        } catch (IOException e) {
            throw new UncheckedIOException("loading the embedding model " + NAME, e);
        } catch (OrtException e) {
            throw new IllegalStateException("loading the embedding model " + NAME + " into the ONNX runtime", e);
        }
    }

    /// The tokenizer's library asks whether it runs on a rented machine, and if so counts its uses there.
    private static void stayHere() {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
    }

    private static InputStream resource(String name) throws FileNotFoundException {
        InputStream stream = InProcessModel.class.getResourceAsStream(name);
        if (stream == null) {
            throw new FileNotFoundException(name + " is missing on the class path");
        }
        return stream;
    }

    @Override
    protected OnnxBertBiEncoder model() {
        return encoder;
    }

    @Override
    protected Integer knownDimension() {
        return DIMENSION;
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
