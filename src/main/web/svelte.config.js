// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

export default {
  preprocess: vitePreprocess(),
  // "tree" builds elements one by one instead of parsing HTML, so that Trusted Types can be switched on.
  compilerOptions: { runes: true, fragments: 'tree' },
};
