import { fileURLToPath } from 'node:url';
import { shippedNodes } from '../../../test/engine/package.mts';
import { runCommand } from '../../hosts/runCommand.mts';
import { firstSearchMs, type BenchResults } from '../figures/results.mts';

const SCRIPT = fileURLToPath(new URL('../catalogue.mts', import.meta.url));

type Figures = NonNullable<BenchResults['catalogue']>;

/** What is done once in a process is over too fast for a single one to tell. */
const PROCESS_COUNT = 7;

/** Figures of the catalogue: of several processes that with the median time of a first search. */
export async function measureCatalogue(): Promise<Figures> {
	const all: Figures[] = [];
	while (all.length < PROCESS_COUNT) all.push(await measureOnce());
	all.sort((left, right) => firstSearchMs(left) - firstSearchMs(right));
	return all[(PROCESS_COUNT - 1) / 2] ?? {};
}

async function measureOnce(): Promise<Figures> {
	const args = ['--expose-gc', SCRIPT, '--json'];
	const { code, stdout, stderr } = await runCommand(process.execPath, args);
	if (code !== 0) throw new Error(stderr);
	return JSON.parse(stdout) as Figures;
}

/** What the editor downloads for the package's nodes. */
export const descriptionBytes = (): number =>
	Buffer.byteLength(JSON.stringify(shippedNodes().map(([, { description }]) => description)));
