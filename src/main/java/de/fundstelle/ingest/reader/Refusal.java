// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

/// Every reason why a file is not taken in, with the words for the person who brought it.
public enum Refusal {
    ENCRYPTED(
            "Die Datei ist mit einem Passwort geschützt.",
            "Speichern Sie sie ohne Passwort und laden Sie sie erneut hoch."),
    EMPTY("Die Datei enthält keinen Text.", "Prüfen Sie, ob es die richtige Datei ist."),
    PICTURE_ONLY(
            "Die Datei enthält nur Bilder, in denen kein Text zu erkennen ist.",
            "Scannen Sie die Vorlage mit 300 dpi neu oder laden Sie die Textfassung hoch."),
    PICTURE_WITHOUT_RECOGNITION(
            "Die Datei enthält nur Bilder, und die Texterkennung ist nicht eingerichtet.",
            "Laden Sie die Textfassung hoch oder bitten Sie die Administration, Tesseract einzurichten."),
    RECOGNITION_FAILED(
            "Die Datei enthält nur Bilder, und die Texterkennung ist daran gescheitert.",
            "Wählen Sie beim Import „Nicht aufgenommene wiederholen“, oder laden Sie die Textfassung hoch."),
    UNKNOWN_TYPE(
            "Die Art der Datei ist nicht bekannt.",
            "Speichern Sie den Inhalt als PDF, Word- oder OpenDocument-Datei und laden Sie diese hoch."),
    EXECUTABLE("Die Datei ist ein Programm und kein Dokument.", "Laden Sie nur Dokumente hoch."),
    DAMAGED(
            "Die Datei ist beschädigt und lässt sich nicht lesen.",
            "Öffnen Sie sie im Ursprungsprogramm, speichern Sie sie neu und laden Sie sie erneut hoch."),
    TOO_LARGE(
            "Die Datei ist größer als erlaubt.",
            "Teilen Sie sie auf oder bitten Sie die Administration, die Grenze „ingest.max-size“ anzuheben."),
    TOO_SLOW(
            "Das Lesen der Datei dauerte zu lange und wurde abgebrochen.",
            "Speichern Sie sie neu, zum Beispiel als PDF/A, oder teilen Sie sie auf."),
    TOO_MUCH_MEMORY(
            "Das Lesen der Datei brauchte zu viel Speicher und wurde abgebrochen.",
            "Teilen Sie sie auf oder bitten Sie die Administration, die Grenze „ingest.reader-memory“ anzuheben."),
    BOMB(
            "Die Datei entpackt sich zu einem Vielfachen ihrer Größe.",
            "Entpacken Sie sie selbst und laden Sie die enthaltenen Dokumente einzeln hoch."),
    MAILBOX(
            "Die Datei ist ein ganzes Outlook-Postfach.",
            "Speichern Sie die Nachrichten, um die es geht, einzeln als MSG- oder EML-Datei und laden Sie diese hoch."),
    TOO_DEEP(
            "Die Datei liegt in sehr vielen ineinander gepackten Archiven.",
            "Entpacken Sie die Archive selbst und laden Sie die enthaltenen Dokumente hoch."),
    CRASHED(
            "Beim Lesen der Datei ist das Leseprogramm abgestürzt.",
            "Speichern Sie sie neu, zum Beispiel als PDF/A, und laden Sie sie erneut hoch."),
    VANISHED("Die Datei lässt sich nicht öffnen.", "Laden Sie sie erneut hoch.");

    private final String reason;
    private final String advice;

    Refusal(String reason, String advice) {
        this.reason = reason;
        this.advice = advice;
    }

    /// One German sentence that says why.
    public String reason() {
        return reason;
    }

    /// One German sentence that says what to do.
    public String advice() {
        return advice;
    }
}
