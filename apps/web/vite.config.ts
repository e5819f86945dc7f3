import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const gateway = 'http://localhost:8080';
// The gateway refuses requests that come from another site.
const proxied = { target: gateway, headers: { origin: gateway } };

export default defineConfig({
  plugins: [react(), tailwindcss()],
  // Workspace packages are taken from their source, so that the build needs none of theirs.
  resolve: { conditions: ['koppel-source', 'module', 'browser', 'development|production'] },
  server: { port: 5173, proxy: { '/api': proxied, '/oauth': proxied } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    sourcemap: true,
    rolldownOptions: {
      treeshake: {
        // Schemas and components do nothing by being loaded: what a page does not use stays out of its chunk.
        moduleSideEffects: [{ test: /packages\/(contracts|ui)\/src\/.*\.tsx?$/, sideEffects: false }],
      },
    },
  },
});
