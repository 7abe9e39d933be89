import { fileURLToPath } from 'node:url';
import { shippedNodes } from '../../../test/engine/package.mts';
import { runCommand } from '../../hosts/runCommand.mts';
import type { BenchResults } from '../figures/results.mts';

const SCRIPT = fileURLToPath(new URL('../catalogue.mts', import.meta.url));

/** Figures of the catalogue, from a process of its own. */
export async function measureCatalogue(): Promise<NonNullable<BenchResults['catalogue']>> {
	const args = ['--expose-gc', SCRIPT, '--json'];
	const { code, stdout, stderr } = await runCommand(process.execPath, args);
	if (code !== 0) throw new Error(stderr);
	return JSON.parse(stdout) as NonNullable<BenchResults['catalogue']>;
}

/** What the editor downloads for the package's nodes. */
export const descriptionBytes = (): number =>
	Buffer.byteLength(JSON.stringify(shippedNodes().map(([, { description }]) => description)));
