import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { inlineScriptHashes } from './inline-scripts.js';

export type Encoding = 'br' | 'gzip' | 'identity';

const worthPacking = /\.(?:html|js|mjs|css|svg|json|webmanifest|txt|xml)$/;
/** Below this, the headers weigh more than what is saved. */
const smallestBytes = 512;

const pack: Record<Encoding, (content: Buffer) => Promise<Buffer>> = {
  br: (content) =>
    promisify(brotliCompress)(content, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
      },
    }),
  gzip: (content) => promisify(gzip)(content, { level: constants.Z_BEST_COMPRESSION }),
  identity: (content) => Promise.resolve(content),
};

/** A text file as it is sent, packed once for each encoding that is asked for. */
export class PackedFile {
  readonly hash: string;
  /** Of the scripts that stand in a page itself, as its content security policy names them. */
  readonly scriptHashes: readonly string[];
  private readonly bodies = new Map<Encoding, Promise<Buffer>>();

  constructor(
    private readonly content: Buffer,
    readonly changedAtMs: number,
    isPage: boolean,
  ) {
    this.hash = createHash('sha256').update(content).digest('base64url').slice(0, 22);
    this.scriptHashes = isPage ? inlineScriptHashes(content.toString('utf8')) : [];
  }

  get isWorthPacking(): boolean {
    return this.content.length >= smallestBytes;
  }

  body(encoding: Encoding): Promise<Buffer> {
    const packed = this.bodies.get(encoding) ?? pack[encoding](this.content);
    this.bodies.set(encoding, packed);
    return packed;
  }
}

/** The text files of a folder, kept in memory: packing is slow and best, sending is quick. */
export class PackedFiles {
  private readonly files = new Map<string, PackedFile>();

  constructor(private readonly folder: string) {}

  /**
   * @param path as in the URL, decoded
   * @returns undefined where there is no file, or one that packing does not make smaller (pictures, fonts)
   */
  async find(path: string): Promise<PackedFile | undefined> {
    const name = join(this.folder, path);
    if (!worthPacking.test(name) || !name.startsWith(join(this.folder, sep))) return undefined;
    const found = await stat(name).catch(() => undefined);
    if (!found?.isFile()) return undefined;
    const known = this.files.get(name);
    // A new build replaces index.html under the same name while the gateway runs.
    if (known?.changedAtMs === found.mtimeMs) return known;
    const file = new PackedFile(await readFile(name), found.mtimeMs, name.endsWith('.html'));
    this.files.set(name, file);
    return file;
  }

  /** Packs everything, one file after another, so that the first visitor does not wait for it. */
  async packAll(): Promise<void> {
    for (const path of await readdir(this.folder, { recursive: true })) {
      const file = await this.find(path);
      if (file?.isWorthPacking) await file.body('br').then(() => file.body('gzip'));
    }
  }
}
