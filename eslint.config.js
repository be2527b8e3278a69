import litA11y from 'eslint-plugin-lit-a11y';
import { configs as lit } from 'eslint-plugin-lit';
import { configs as wc } from 'eslint-plugin-wc';
import tseslint from 'typescript-eslint';

const wholeZod = {
  selector: 'ImportDeclaration[source.value=/^zod/] > ImportSpecifier[imported.name="z"]',
  message: "Write import * as z from 'zod': the z object pulls in every locale.",
};

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/node_modules/**',
      '.cache/**',
      '.wrangler/**',
      '**/*.d.ts',
      'bench/**',
      'demo/frameworks/**',
    ],
  },
  ...tseslint.configs.strict,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { attributes: false, arguments: false } },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      'no-console': 'error',
      eqeqeq: 'error',
      'no-restricted-syntax': ['error', wholeZod],
    },
  },
  {
    files: ['**/*.js'],
    ...tseslint.configs.disableTypeChecked,
    languageOptions: { parserOptions: { projectService: false } },
  },
  {
    files: ['widgets/**/*.ts'],
    extends: [lit['flat/recommended'], wc['flat/recommended'], litA11y.configs.recommended],
    rules: {
      'no-restricted-syntax': [
        'error',
        wholeZod,
        {
          selector: 'TemplateElement[value.raw=/\\sstyle=/]',
          message: 'A style attribute is blocked by a strict policy: use style.setProperty.',
        },
        {
          selector: "MemberExpression[property.name='innerHTML']",
          message: 'Text of others is text: build nodes.',
        },
      ],
      'no-restricted-properties': ['error', { object: 'Math', property: 'random', message: 'Use crypto.' }],
      'lit-a11y/click-events-have-key-events': 'error',
    },
  },
  // The page's developer reads the console: before an element can show anything, a warning is the only word.
  { files: ['widgets/**/*.ts'], rules: { 'no-console': ['error', { allow: ['warn'] }] } },
  { files: ['widgets/testing/**', '**/*.test.ts'], rules: { 'no-restricted-syntax': ['error', wholeZod] } },
  {
    // The test helpers' types make a promise of every plain assertion.
    files: ['widgets/**/*.element.test.ts'],
    rules: { '@typescript-eslint/no-floating-promises': 'off' },
  },
  {
    files: ['worker/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { name: 'zod', message: "Import 'zod/mini': the classic API costs the Worker's start." },
      ],
      'no-restricted-properties': ['error', { object: 'Math', property: 'random', message: 'Use crypto.' }],
    },
  },
  {
    files: ['scripts/**/*.ts', 'sandbox/**/*.ts', 'demo/server/**/*.ts', '**/*.config.*'],
    rules: { 'no-console': 'off' },
  },
);
