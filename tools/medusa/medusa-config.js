// Read by Medusa from the folder where it is installed; the values come from the environment (see tools/medusa.ts).
import { defineConfig } from '@medusajs/framework/utils';

const { DATABASE_URL, MEDUSA_SECRET } = process.env;

export default defineConfig({
  admin: { disable: true },
  projectConfig: {
    databaseUrl: DATABASE_URL,
    databaseDriverOptions: { ssl: false, connection: { ssl: false } },
    http: {
      jwtSecret: MEDUSA_SECRET,
      cookieSecret: MEDUSA_SECRET,
      adminCors: 'http://localhost',
      authCors: 'http://localhost',
      storeCors: 'http://localhost',
    },
  },
});
