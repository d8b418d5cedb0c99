// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

/** What the one live region of the page says; never the words of an answer. */
class Announcer {
  message = $state('');

  say(message: string): void {
    // A repeated message is only spoken when the text differs.
    this.message = this.message === message ? `${message}\u00a0` : message;
  }
}

export const announcer = new Announcer();
