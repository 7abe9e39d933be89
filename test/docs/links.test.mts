import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { REPOSITORY_FOLDER } from '../../tools/hosts/paths.mts';
import { documents, pages, readDocument } from './documents.mts';

/** As GitHub makes it of a heading. */
const anchorOf = (heading: string): string =>
	heading
		.toLowerCase()
		.replace(/[`_*]/g, '')
		.replace(/[^\w\s-]/g, '')
		.trim()
		.replace(/\s/g, '-');

const anchorsOf = (text: string): readonly string[] =>
	[...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));

const linksOf = (text: string): readonly string[] =>
	[...text.matchAll(/\]\(([^)\s]+)\)/g)]
		.map(([, link = '']) => link)
		.filter((link) => !/^https?:/.test(link));

function isBroken(from: string, link: string): boolean {
	const [file = '', anchor] = link.split('#');
	const path = file === '' ? from : normalize(join(dirname(from), file));
	if (!existsSync(join(REPOSITORY_FOLDER, path))) return true;
	return anchor !== undefined && !anchorsOf(readDocument(path)).includes(anchor);
}

describe.each([...documents])('the links of %s', (path, text) => {
	it('lead to files and headings that are there', () => {
		expect(linksOf(text).filter((link) => isBroken(path, link))).toEqual([]);
	});
});

describe.each([...documents])('what %s names', (_path, text) => {
	const { scripts } = JSON.parse(readDocument('package.json')) as {
		readonly scripts: Readonly<Record<string, string>>;
	};

	it('are scripts that package.json has', () => {
		const named = [...text.matchAll(/npm run (?:-s )?([\w:]+)/g)].map(([, name = '']) => name);
		expect(named.filter((name) => !(name in scripts))).toEqual([]);
	});

	it('are files and folders that are there', () => {
		const code = /`((?:test|tools|nodes|bench|examples|docs)\/[\w./-]+)`/g;
		const named = [...text.matchAll(code)].map(([, path = '']) => path);
		expect(named.filter((path) => !existsSync(join(REPOSITORY_FOLDER, path)))).toEqual([]);
	});
});

describe('the documentation', () => {
	it('has each page in its table of contents', () => {
		const contents = linksOf(documents.get('docs/README.md') ?? '');
		const listed = contents.filter((link) => !link.startsWith('..')).map((link) => `docs/${link}`);
		expect(listed.toSorted()).toEqual(pages.filter((page) => page !== 'docs/README.md').toSorted());
	});

	it('begins with a README of 250 lines at most', () => {
		expect(documents.get('README.md')?.split('\n').length).toBeLessThanOrEqual(250);
	});
});
