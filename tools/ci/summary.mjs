// Usage: node tools/ci/summary.mjs <folder with suites.tsv and the reports>
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { summarise } from './results.mjs';

const [folder] = process.argv.slice(2);

function readReport(name) {
	try {
		return JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
	} catch (error) {
		console.log(`report ${name}.json: ${error.message}`);
		return undefined;
	}
}

const suites = readFileSync(join(folder, 'suites.tsv'), 'utf8')
	.split('\n')
	.filter(Boolean)
	.map((line) => line.split('\t'))
	.map(([name, reports, exitCode, seconds]) => ({
		name,
		exitCode: Number(exitCode),
		seconds: Number(seconds),
		reports: reports.split(',').map(readReport),
	}));

const { lines, passed, failed } = summarise(suites);
for (const line of lines) console.log(line);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
