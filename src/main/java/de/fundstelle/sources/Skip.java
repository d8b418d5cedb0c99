// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.sources;

/// Why a file is not taken in, in German.
///
/// @param key a word for programs
public record Skip(String key, String reason) {

    static final Skip LINK = new Skip("link", "Verknüpfung; ihr wird nicht gefolgt");
    static final Skip SPECIAL = new Skip("special", "keine gewöhnliche Datei (Pipe, Gerät oder Socket)");
    static final Skip EXCLUDED = new Skip("excluded", "ausgeschlossen");
    static final Skip TOO_DEEP = new Skip("too-deep", "Ordner liegt zu tief; er wird nicht durchgesehen");
    static final Skip TOO_LARGE = new Skip("too-large", "größer als ingest.max-size");
    static final Skip UNREADABLE = new Skip("unreadable", "nicht lesbar (Rechte, Sperre oder Fehler)");
    static final Skip CHANGING = new Skip("changing", "wird gerade geändert; beim nächsten Durchgang noch einmal");
}
