// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;

/// Answers that a page is told instead of the server's own, for what cannot be had in a test when it is wanted: an
/// import that takes hours, a folder of which half is gone.
final class Stubs {

    private Stubs() {}

    /// Answers every request to an address alike.
    static void told(Page page, String address, String json) {
        page.route(address, route -> fulfil(route, json));
    }

    /// Answers requests of one method to an address; others go on to what was set up before.
    static void told(Page page, String method, String address, String json) {
        page.route(address, route -> {
            if (route.request().method().equals(method)) {
                fulfil(route, json);
            } else {
                route.fallback();
            }
        });
    }

    private static void fulfil(Route route, String json) {
        route.fulfill(
                new Route.FulfillOptions().setContentType("application/json").setBody(json));
    }

    /// Does something in the page, and gives the first request of a method to an address that ends so.
    static Request sent(Page page, String method, String ending, Runnable action) {
        return page.waitForRequest(
                request -> request.method().equals(method) && request.url().endsWith(ending), action);
    }

    /// Four imports: two that go on, one that is paused, one that ended with refusals.
    static String runs(String collection) {
        return "{\"runs\":["
                + String.join(",", going(collection), begun(collection), paused(collection), ended(collection)) + "]}";
    }

    static String going(String collection) {
        return """
                {"id":"run-1","collection":"%s","name":"Satzungen","state":"running","created":1795550000000,
                "tally":{"files":1204,"waiting":390,"reading":2,"searchable":12,"complete":780,"unchanged":12,"refused":8,
                "bytes":1200000000,"bytes_done":340000000,"pages_left":37,"bytes_per_second":2400000,"seconds_left":350}}""".formatted(collection);
    }

    static String begun(String collection) {
        return """
                {"id":"run-4","collection":"%s","name":"Niederschrift.pdf","state":"running","created":1795551000000,
                "tally":{"files":1,"waiting":0,"reading":1,"searchable":0,"complete":0,"unchanged":0,"refused":0,
                "bytes":4000000,"bytes_done":0,"pages_left":0,"bytes_per_second":0}}""".formatted(collection);
    }

    static String paused(String collection) {
        return """
                {"id":"run-2","collection":"%s","name":"Sitzungsunterlagen_2019_Haupt-und-Finanzausschuss.zip",
                "state":"paused","created":1795500000000,
                "tally":{"files":96,"waiting":40,"reading":0,"searchable":0,"complete":56,"unchanged":0,"refused":0,
                "bytes":88000000,"bytes_done":41000000,"pages_left":0,"bytes_per_second":0}}""".formatted(collection);
    }

    static String ended(String collection) {
        return """
                {"id":"run-3","collection":"%s","name":"Formulare","state":"running","created":1795400000000,
                "tally":{"files":215,"waiting":0,"reading":0,"searchable":0,"complete":198,"unchanged":3,"refused":14,
                "bytes":52000000,"bytes_done":52000000,"pages_left":0,"bytes_per_second":0}}""".formatted(collection);
    }

    /// What a watched folder holds that nobody has confirmed.
    static final String NEW_FOLDER = """
            {"id":"s-1","root":"/srv/akten/rathaus","state":"new","configured":true,"running":false,"answered":false,
            "vanished":0,"files":{},"documents":{},"mappings":[],"excludes":[],"scans":[],
            "report":{"made":1795550000000,"files":18412,"bytes":21400000000,"cut":false,
            "folders":[
            {"folder":"","files":14,"bytes":2100000,"unread":2,"subfolders":[]},
            {"folder":"Bauamt","files":9120,"bytes":14200000000,"unread":311,
            "subfolders":["Bebauungspläne","Personal","Vorlagen"],"proposed_collection":"Bauamt"},
            {"folder":"Ordnungsamt","files":3004,"bytes":2900000000,"unread":12,
            "subfolders":["Märkte","Sondernutzung"],"proposed_collection":"Ordnungsamt"},
            {"folder":"Ortsrecht","files":221,"bytes":310000000,"unread":0,"subfolders":[],
            "proposed_collection":"Ortsrecht"},
            {"folder":"Personalakten","files":6053,"bytes":3900000000,"unread":40,"subfolders":[],
            "sensitive":"Personalakten und Stellenbesetzung (§ 106 BBG, § 50 BeamtStG)"}],
            "types":[{"ending":"pdf","files":11200,"bytes":17000000000},{"ending":"docx","files":5100,"bytes":900000000},
            {"ending":"pst","files":3,"bytes":2900000000,"reason":"Postfach (PST, OST); einzelne E-Mails als MSG oder EML ablegen"},
            {"ending":"","files":14,"bytes":120000}],
            "unread":[{"key":"mailbox","reason":"Postfach (PST, OST); einzelne E-Mails als MSG oder EML ablegen","files":3,
            "bytes":2900000000,"examples":["Bauamt/Post/alt.pst"]},
            {"key":"lock","reason":"Sperrdatei eines geöffneten Dokuments","files":9,"bytes":1400,
            "examples":["Ordnungsamt/~$Plan.docx","Bauamt/~$Vermerk.docx"]}],
            "sensitive":[{"folder":"Personalakten","reason":"Personalakten und Stellenbesetzung (§ 106 BBG, § 50 BeamtStG)",
            "files":6053,"bytes":3900000000},
            {"folder":"Bauamt/Personal","reason":"Personalakten und Stellenbesetzung (§ 106 BBG, § 50 BeamtStG)",
            "files":88,"bytes":41000000}],
            "excludes":[{"pattern":"*.bak","reason":"Sicherungskopien","files":120,"bytes":88000000,"proposed":true},
            {"pattern":"archiv","reason":"Archiv; nur auslassen, wenn darin nichts Gültiges liegt","files":2110,
            "bytes":4100000000,"proposed":false},
            {"pattern":"Bauamt/Personal","reason":"Name sieht schutzbedürftig aus: Personalakten und Stellenbesetzung",
            "files":88,"bytes":41000000,"proposed":true}]}}""";

    /// A watched folder of which a quarter is gone.
    static String watchedFolder(String collection) {
        return """
                {"id":"s-2","root":"/srv/akten/ortsrecht","state":"watched","configured":true,"running":false,
                "asked":1795540000000,"answered":false,"vanished":58,
                "files":{"taken":163,"gone":58,"unreadable":2,"skipped":12},"documents":{"complete":219,"refused":2},
                "mappings":[{"folder":"Satzungen","collection":"%1$s","collection_name":"Ortsrecht"},
                {"folder":"Gebühren","collection":"%1$s","collection_name":"Ortsrecht"}],
                "excludes":["*.bak","Satzungen/Entwürfe"],
                "last_scan":%2$s,"scans":[%2$s]}""".formatted(collection, """
                {"number":41,"started":1795539900000,"ended":1795540000000,"outcome":"done",
                "counts":{"added":3,"changed":1,"renamed":0,"removed":0,"unchanged":159,"unreadable":2,"changing":0,
                "skipped":12,"refused":0},"warnings":["58 Dateien fehlen auf einmal. Entscheiden Sie, ob die Unterlagen gehen."],
                "unmapped":["Verträge"]}""");
    }
}
