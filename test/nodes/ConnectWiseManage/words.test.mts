import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { REPOSITORY_FOLDER } from '../../../tools/hosts/paths.mts';

/** Words of developers and of old books; each has a plain one: "not accepted", "while", "instead". */
const UNUSUAL =
	/\b(?:meanwhile|refus(?:e|es|ed|al)|as it stands|stands? between|turned away|to be had|in place of|anew|cancelled)\b/i;

/** Beside these no text of a source is shown; names and codes are no sentences. */
const isSentence = (text: string): boolean => /\w\s+\w/.test(text);

function textsOf(file: string): readonly string[] {
	const text = readFileSync(join(REPOSITORY_FOLDER, file), 'utf8');
	const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
	const found: string[] = [];
	const visit = (node: ts.Node): void => {
		if (ts.isImportDeclaration(node)) return;
		if (ts.isStringLiteralLike(node)) found.push(node.text);
		if (ts.isTemplateExpression(node)) {
			// What is filled in is code.
			found.push(
				[node.head, ...node.templateSpans.map(({ literal }) => literal)]
					.map((part) => part.text)
					.join('…'),
			);
		}
		ts.forEachChild(node, visit);
	};
	visit(source);
	return found.filter(isSentence);
}

const files = globSync(['nodes/**/*.ts', 'credentials/*.ts'], { cwd: REPOSITORY_FOLDER }).filter(
	(file) => !file.includes('catalogue/data/'),
);

describe('the words on the screen', () => {
	it('are plain', () => {
		const unusual = files.flatMap((file) =>
			textsOf(file)
				.filter((text) => UNUSUAL.test(text))
				.map((text) => `${file}: ${text}`),
		);
		expect(unusual).toEqual([]);
	});

	it('are found', () => {
		expect(files.flatMap(textsOf).length).toBeGreaterThan(500);
	});
});
