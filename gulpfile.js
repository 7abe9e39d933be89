const { rm } = require('node:fs/promises');
const { dest, parallel, series, src } = require('gulp');

// Everything that runs and that tsc does not emit. Data is copied byte for byte.
const COPIED = {
	icons: 'nodes/**/*.svg',
	codex: 'nodes/**/*.node.json',
	templates: 'nodes/**/catalogue/data/**/*.json',
};

const copy = (name) => {
	const task = () => src(COPIED[name], { base: '.', encoding: false }).pipe(dest('dist'));
	return Object.assign(task, { displayName: name });
};

// Made from the built catalogue, so that they are never those of another one.
const previews = async () => {
	const { writePreviews } = await import('./tools/previews/write.mts');
	await writePreviews();
};

exports.clean = () => rm('dist', { recursive: true, force: true });
exports.default = series(parallel(...Object.keys(COPIED).map(copy)), previews);
