// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

import { createHash } from 'node:crypto';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [svelte(), iconsAsFiles()],
  base: '/',
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: { checks: { bundlerTimings: false } },
  },
  server: { host: '127.0.0.1', proxy: { '/api': 'http://127.0.0.1:8080' } },
  test: { include: ['src/**/*.test.ts'], environment: 'node' },
});

/**
 * KERN draws its icons as masks from `data:` addresses, which `default-src 'self'` forbids.
 * Each becomes a file of its own beside the style sheet.
 */
function iconsAsFiles(): Plugin {
  const inlineSvg = /url\((["']?)data:image\/svg\+xml(?:;charset=[\w-]+)?,(.*?)\1\)(?=[;,}\s])/g;
  return {
    name: 'icons-as-files',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        for (const asset of Object.values(bundle)) {
          if (asset.type !== 'asset' || !asset.fileName.endsWith('.css')) continue;
          asset.source = String(asset.source).replace(inlineSvg, (_match, _quote, encoded: string) => {
            const svg = decodeURIComponent(encoded.replace(/\\(["'])/g, '$1'));
            const name = `icon-${createHash('sha256').update(svg).digest('hex').slice(0, 12)}.svg`;
            this.emitFile({ type: 'asset', fileName: `assets/${name}`, source: svg });
            return `url(./${name})`;
          });
          if (/url\(["']?data:/.test(String(asset.source))) {
            this.error(`${asset.fileName} still holds a data: address, which the server's policy forbids`);
          }
        }
      },
    },
  };
}
