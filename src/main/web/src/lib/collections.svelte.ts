// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

import { call } from './api';
import type { Collection } from './contract';

/** The collections that the signed-in person may read, as last loaded. */
class Collections {
  all = $state<Collection[]>([]);
  loaded = $state(false);

  async load(): Promise<void> {
    this.all = (await call<{ collections: Collection[] }>('/api/collections')).collections;
    this.loaded = true;
  }

  forget(): void {
    this.all = [];
    this.loaded = false;
  }

  /** Those that the person may bring documents into. */
  get contributed(): Collection[] {
    return this.all.filter((collection) => collection.mayContribute);
  }

  named(id: string | undefined): Collection | undefined {
    return this.all.find((collection) => collection.id === id);
  }
}

export const collections = new Collections();
