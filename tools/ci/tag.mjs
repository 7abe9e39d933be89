// Usage: node tools/ci/tag.mjs <tag>
// Ends with 1 unless the tag is the version that package.json and package-lock.json name.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const VERSION = /^\d+\.\d+\.\d+(?:-[\dA-Za-z.-]+)?$/;

/**
 * Why a tag may not be published; undefined if it may.
 *
 * @param {string | undefined} tag
 * @param {Readonly<Record<string, string | undefined>>} versions by the file that names them
 * @returns {string | undefined}
 */
export function findTagProblem(tag, versions) {
	if (!tag || !VERSION.test(tag)) return `"${tag ?? ''}" is not a version such as 0.2.0.`;
	const other = Object.entries(versions).find(([, version]) => version !== tag);
	if (!other) return undefined;
	const [file, version] = other;
	return `The tag is ${tag}, but ${file} says ${version ?? 'nothing'}. Delete the tag and make it by npm run release.`;
}

const versionIn = (name) =>
	JSON.parse(readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8')).version;

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
	const names = ['package.json', 'package-lock.json'];
	const versions = Object.fromEntries(names.map((name) => [name, versionIn(name)]));
	const problem = findTagProblem(process.argv[2], versions);
	if (problem) {
		console.error(problem);
		process.exitCode = 1;
	}
}
