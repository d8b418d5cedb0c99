// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/// Messages between the server and its reading processes: four bytes of length, then that much JSON.
///
/// No object is ever built from a class name in the data.
public final class Frames {

    /// The largest frame, in bytes: one piece of the greatest length, all of it escaped, and its neighbours.
    public static final int LARGEST = 4 * 1024 * 1024;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private Frames() {}

    /// Writes one frame and flushes it.
    public static void write(DataOutputStream out, Object value) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(value);
        if (bytes.length > LARGEST) {
            throw new IOException("writing a frame of %d bytes: at most %d".formatted(bytes.length, LARGEST));
        }
        out.writeInt(bytes.length);
        out.write(bytes);
        out.flush();
    }

    /// Reads one frame; [EOFException] if the other side has ended.
    public static <T> T read(DataInputStream in, Class<T> type) throws IOException {
        int length = in.readInt();
        if (length < 2 || length > LARGEST) {
            throw new IOException("reading a frame: %d is no length between 2 and %d".formatted(length, LARGEST));
        }
        T value = JSON.readValue(in.readNBytes(length), type);
        if (value == null) {
            throw new IOException("reading a frame: it says null");
        }
        return value;
    }
}
