// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.sources;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Remembers that it was the source that failed, not the disk which the copy goes to.
final class WatchedStream extends FilterInputStream {

    private boolean failed;

    WatchedStream(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        try {
            return super.read();
        } catch (IOException e) {
            failed = true;
            throw e;
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            return super.read(buffer, offset, length);
        } catch (IOException e) {
            failed = true;
            throw e;
        }
    }

    boolean failed() {
        return failed;
    }
}
