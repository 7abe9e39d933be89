import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const LARGEST_PACKED_BYTES = 1_000_000;
const SHIPPED_FILE =
	/^(package\.json|README\.md|LICENSE|dist\/(nodes|credentials)\/.+\.(js|json|svg))$/;

interface Packed {
	readonly filename: string;
	readonly size: number;
	readonly files: ReadonlyArray<{ readonly path: string }>;
}

interface Manifest {
	readonly dependencies?: Record<string, string>;
	readonly peerDependencies: Record<string, string>;
	readonly scripts: Record<string, string>;
	readonly files: readonly string[];
	readonly n8n: { readonly nodes: readonly string[]; readonly credentials: readonly string[] };
}

// The rules of n8n-nodes-base look at other files where NODE_ENV says test.
function scan(folder: string): string {
	const env = { ...process.env, NODE_ENV: 'production' };
	const script = join(ROOT, 'tools/lint/scan.mts');
	const { stdout, stderr } = spawnSync('node', [script, folder], { env, encoding: 'utf8' });
	return stdout + stderr;
}

const LIFE_CYCLE_SCRIPTS = ['preinstall', 'install', 'postinstall', 'prepare', 'prepublish'];

describe('the packed package', () => {
	const work = mkdtempSync(join(tmpdir(), 'packed-'));
	const unpacked = join(work, 'package');
	let packed: Packed;
	let manifest: Manifest;

	beforeAll(() => {
		const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', work];
		const output = execFileSync('npm', args, { cwd: ROOT, encoding: 'utf8' });
		[packed] = JSON.parse(output) as Packed[];
		execFileSync('tar', ['-xzf', join(work, packed.filename), '-C', work]);
		manifest = JSON.parse(readFileSync(join(unpacked, 'package.json'), 'utf8')) as Manifest;
	});

	afterAll(() => rmSync(work, { recursive: true, force: true }));

	const paths = () => packed.files.map(({ path }) => path);

	it('is at most 1 MB', () => {
		expect(packed.size).toBeLessThanOrEqual(LARGEST_PACKED_BYTES);
	});

	it('holds only what runs', () => {
		expect(paths().filter((path) => !SHIPPED_FILE.test(path))).toEqual([]);
	});

	it('asks for nothing but n8n-workflow', () => {
		expect(manifest.dependencies ?? {}).toEqual({});
		expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
		expect(LIFE_CYCLE_SCRIPTS.filter((name) => name in manifest.scripts)).toEqual([]);
	});

	it('holds every node and credential that it registers, and they load', () => {
		const registered = [...manifest.n8n.nodes, ...manifest.n8n.credentials];
		expect(registered.filter((path) => !paths().includes(path))).toEqual([]);
		const load = createRequire(import.meta.url);
		for (const path of registered) {
			const name = path.split('/').at(-1)?.split('.')[0] ?? '';
			const exported = load(join(ROOT, path)) as Record<string, new () => object>;
			expect(new exported[name]()).toBeTypeOf('object');
		}
	});

	it('has a codex file beside each node, under the name that n8n gives the node', () => {
		for (const path of manifest.n8n.nodes) {
			const codexPath = join(unpacked, path.replace(/\.js$/, '.json'));
			const codex = JSON.parse(readFileSync(codexPath, 'utf8')) as { node: string };
			const className = path.split('/').at(-1)?.split('.')[0] ?? '';
			const nodeName = className[0].toLowerCase() + className.slice(1);
			expect(codex.node).toBe(`n8n-nodes-connectwise-manage.${nodeName}`);
		}
	});

	it('has a preview of what each everyday job gives, where n8n looks for it', () => {
		const load = createRequire(import.meta.url);
		const { JOBS } = load(join(unpacked, 'dist/nodes/ConnectWiseManage/everyday/jobs.js')) as {
			readonly JOBS: ReadonlyArray<{ readonly resource: string; readonly operation: string }>;
		};
		const folder = 'dist/nodes/ConnectWiseManage/__schema__/v1.0.0';
		const expected = JOBS.map(({ resource, operation }) => `${resource}/${operation}.json`);
		const found = paths().filter((path) => path.includes('__schema__'));
		expect(new Set(found)).toEqual(new Set(expected.map((name) => `${folder}/${name}`)));
	});

	it('has both icons of every node and credential', () => {
		for (const path of [...manifest.n8n.nodes, ...manifest.n8n.credentials]) {
			const file = join(unpacked, path);
			const icons = readFileSync(file, 'utf8').match(/file:[\w./]+\.svg/g) ?? [];
			expect(icons).toHaveLength(2);
			for (const icon of icons) {
				expect(existsSync(resolve(dirname(file), icon.replace('file:', '')))).toBe(true);
			}
		}
	});

	it("passes n8n's scan for community packages", () => {
		expect(scan(unpacked)).toBe('0 findings\n');
	});
});

describe('the sources', () => {
	it("pass n8n's scan for community packages, without a warning", () => {
		expect(scan(ROOT)).toBe('0 findings\n');
	});
});
