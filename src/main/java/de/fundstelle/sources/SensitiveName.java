// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.sources;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Names of folders that look as if only few people may read what is in them; a hint for whoever confirms.
final class SensitiveName {

    private SensitiveName() {}

    /// A kind of such folders.
    ///
    /// @param parts what the name contains anywhere
    /// @param words what stands in it as a word of its own, because it is part of harmless ones
    private record Kind(String reason, List<String> parts, Set<String> words) {}

    private static final List<Kind> KINDS = List.of(
            new Kind(
                    "Personalakten und Stellenbesetzung (§ 106 BBG, § 50 BeamtStG)",
                    List.of(
                            "personal",
                            "bewerb",
                            "stellenbesetz",
                            "abmahn",
                            "kündig",
                            "kuendig",
                            "zeugnis",
                            "beurteilung",
                            "dienstunfähig",
                            "mitarbeitergespr",
                            "einstellungen_",
                            "arbeitsvertr",
                            "arbeitszeitkonto",
                            "urlaubsantr",
                            "dienstunfall",
                            "nebentätig"),
                    Set.of("hr", "pa", "bewerber")),
            new Kind(
                    "Bezüge, Gehalt und Beihilfe",
                    List.of(
                            "beihilfe",
                            "gehalt",
                            "bezüge",
                            "bezuege",
                            "besold",
                            "entgeltabr",
                            "versorgungsbez",
                            "pfändung",
                            "pfaendung",
                            "lohnabr",
                            "lohnkonto",
                            "reisekosten"),
                    Set.of("lohn", "löhne", "loehne", "zvk", "vbl")),
            new Kind(
                    "Disziplinar- und Strafsachen",
                    List.of(
                            "disziplinar",
                            "ermittlung",
                            "strafsach",
                            "strafanzeig",
                            "führungszeugn",
                            "straftat",
                            "korruption",
                            "hinweisgeber",
                            "whistle",
                            "meldestelle"),
                    Set.of()),
            new Kind(
                    "Gesundheit (Art. 9 DSGVO)",
                    List.of(
                            "krank",
                            "gesundheit",
                            "attest",
                            "schwerbehind",
                            "betriebsarzt",
                            "amtsarzt",
                            "arbeitsmediz",
                            "gutachten_med",
                            "pflegegrad",
                            "infektion",
                            "mutterschutz",
                            "schwanger",
                            "impf",
                            "patient",
                            "psych",
                            "sucht",
                            "eingliederungsmanag"),
                    Set.of("bem", "sbv", "gdb")),
            new Kind(
                    "Beschäftigtenvertretung und Vertrauensstellen",
                    List.of(
                            "mobbing",
                            "personalrat",
                            "betriebsrat",
                            "gleichstellung",
                            "beschwerde",
                            "vertrauensp",
                            "schwerbehindertenvertr"),
                    Set.of("agg", "jav")),
            new Kind(
                    "Sozialgeheimnis (§ 35 SGB I)",
                    List.of(
                            "sozial",
                            "wohngeld",
                            "bürgergeld",
                            "buergergeld",
                            "grundsicherung",
                            "asyl",
                            "unterhaltsv",
                            "jobcenter",
                            "obdach",
                            "hilfefall",
                            "hilfeplan",
                            "elterngeld",
                            "bafög",
                            "schuldnerber"),
                    Set.of("alg", "sgb", "uvg", "uhv")),
            new Kind(
                    "Kinder, Jugend, Familie und Betreuung",
                    List.of(
                            "jugendamt",
                            "jugendhilfe",
                            "vormund",
                            "kindeswohl",
                            "adoption",
                            "pflegekind",
                            "beistand",
                            "inobhut",
                            "sorgerecht",
                            "betreuungsbeh",
                            "betreuungsf",
                            "frauenhaus",
                            "gewaltschutz"),
                    Set.of("asd", "kwg")),
            new Kind(
                    "Steuergeheimnis (§ 30 AO)",
                    List.of(
                            "steuerakt",
                            "steuerfall",
                            "steuerfäll",
                            "einzelfall",
                            "einzelfäll",
                            "vollstreck",
                            "veranlagung",
                            "steuerbescheid",
                            "gewerbesteuerm",
                            "insolvenz",
                            "niederschlagung"),
                    Set.of("mahnung", "mahnungen", "stundung", "stundungen")),
            new Kind(
                    "Personenstand, Melde-, Ausländer- und Ordnungssachen über Einzelne",
                    List.of(
                            "personenstand",
                            "melderegister",
                            "einbürger",
                            "ausländerakt",
                            "auslaenderakt",
                            "waffen",
                            "bußgeld",
                            "bussgeld",
                            "führerschein",
                            "fuehrerschein",
                            "wahlverzeich",
                            "psychkg"),
                    Set.of("abh", "owi")),
            new Kind(
                    "Zugangsdaten und Schlüssel",
                    List.of("passwor", "passwör", "kennwort", "kennwör", "zugangsdaten", "credentials", "keepass"),
                    Set.of("pin", "pins", "keys", "secrets")),
            new Kind(
                    "Vertraulich nach eigener Bezeichnung",
                    List.of(
                            "vertraulich",
                            "geheim",
                            "verschlusssache",
                            "nichtöffentlich",
                            "nicht öffentlich",
                            "nichtoeffentlich",
                            "nicht-öffentlich",
                            "nö-sitzung",
                            "streng_",
                            "privat"),
                    Set.of("vs", "nfd", "vs-nfd", "nö")));

    /// Why a folder of this name looks sensitive.
    static Optional<String> reason(String name) {
        String small = name.toLowerCase(Locale.ROOT);
        List<String> words = Arrays.asList(small.split("[^\\p{L}-]+", -1));
        return KINDS.stream()
                .filter(kind -> kind.parts().stream().anyMatch(small::contains)
                        || words.stream().anyMatch(kind.words()::contains))
                .map(Kind::reason)
                .findFirst();
    }
}
