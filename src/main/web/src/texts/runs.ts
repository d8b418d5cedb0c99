// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

import { decimal } from '../lib/format';
import { plural } from '../lib/plural';

/** Imports of many files. */
export const runs = {
  title: 'Importe',
  lead: 'Was gerade aufgenommen wird, und was aus Ihren Dateien geworden ist.',
  none: 'Hier gibt es noch keine Importe. Öffnen Sie eine Sammlung und ziehen Sie Dateien hinein.',
  toCollections: 'Zu den Sammlungen',
  back: 'Alle Importe',
  all: (n: number) => `${n} Importe zusammen`,
  here: 'Importe in diese Sammlung',
  openRun: 'Dateien dieses Imports',
  into: (collection: string) => `in „${collection}“`,
  begunAt: (time: string) => `begonnen ${time}`,
  states: { running: 'läuft', paused: 'angehalten', cancelled: 'abgebrochen', finished: 'fertig' },
  progress: (name: string) => `Fortschritt von „${name}“`,
  empty: 'Zu diesem Import gibt es keine Dateien mehr.',
  allRead: (files: number, size: string) => (files === 1 ? `1 Datei gelesen, ${size}` : `Alle ${plural(files, 'Datei', 'Dateien')} gelesen, ${size}`),
  filesOf: (done: string, files: number) => `${done} von ${plural(files, 'Datei', 'Dateien')}`,
  bytesOf: (done: string, all: string) => `${done} von ${all}`,
  timeUnknown: 'Dauer noch nicht abzusehen',
  underAMinute: 'noch weniger als eine Minute',
  minutesLeft: (n: number) => `noch etwa ${plural(n, 'Minute', 'Minuten')}`,
  hoursLeft: (n: number) => `noch etwa ${n === 1 ? '1 Stunde' : `${decimal(n)} Stunden`}`,
  daysLeft: (n: number) => `noch etwa ${plural(n, 'Tag', 'Tage')}`,
  pagesLeft: (n: number) => `noch ${plural(n, 'Seite', 'Seiten')} Texterkennung`,
  pagesLeftNow: (n: number) => `Noch ${plural(n, 'Seite', 'Seiten')} Texterkennung.`,
  pagesWhy: 'Was auf anderen Seiten steht, ist schon auffindbar.',
  taken: (n: number) => `${n.toLocaleString('de-DE')} aufgenommen`,
  unchanged: (n: number) => `${n.toLocaleString('de-DE')} unverändert`,
  refused: (n: number) => `${n.toLocaleString('de-DE')} nicht aufgenommen`,
  begun: (name: string) => `Import „${name}“ hat begonnen.`,
  goesOn: (name: string) => `Import „${name}“ geht weiter.`,
  pausedNews: (name: string) => `Import „${name}“ ist angehalten.`,
  cancelledNews: (name: string) => `Import „${name}“ ist abgebrochen.`,
  ended: (name: string, results: string) => `Import „${name}“ ist fertig${results === '' ? '' : `: ${results}`}.`,
  pause: 'Anhalten',
  resume: 'Fortsetzen',
  cancel: 'Abbrechen',
  cancelTitle: 'Import abbrechen?',
  cancelBody: (name: string, waiting: number) =>
    waiting === 0
      ? `„${name}“ wird beendet, bevor alle Seiten durch die Texterkennung gegangen sind.`
      : `„${name}“ wird beendet. ${plural(waiting, 'Datei, die noch wartet, wird', 'Dateien, die noch warten, werden')} nicht gelesen.`,
  cancelKeeps: 'Was schon gelesen ist, bleibt auffindbar. Die übrigen Dateien können Sie später wiederholen, ohne sie neu zu übertragen.',
  cancelDo: 'Import abbrechen',
  repeat: 'Nicht aufgenommene wiederholen',
  repeated: (n: number) =>
    n === 0
      ? 'Keine davon lässt sich wiederholen. Übertragen Sie diese Dateien bitte neu.'
      : `${plural(n, 'Datei wird', 'Dateien werden')} noch einmal gelesen.`,
  report: 'Bericht speichern',
  reportOf: (name: string) => `Bericht über „${name}“ als Tabelle (CSV) speichern`,
  actionsOf: (name: string) => `Import „${name}“`,
  files: 'Dateien',
  filesByState: 'Dateien nach Ergebnis',
  shown: (n: number, all: number) => (n < all ? `${n.toLocaleString('de-DE')} von ${plural(all, 'Datei', 'Dateien')}` : plural(all, 'Datei', 'Dateien')),
  more: 'Weitere anzeigen',
  noReason: 'Ohne Angabe von Gründen',
  inside: (parent: string) => `in ${parent}`,
  howMany: (n: number) => plural(n, 'Datei', 'Dateien'),
  showAll: (n: number) => `Alle ${n.toLocaleString('de-DE')} zeigen`,
  gone: 'Diesen Import gibt es nicht, oder Sie dürfen die Sammlung nicht lesen.',
} as const;
