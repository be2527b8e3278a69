import DefaultTheme from 'vitepress/theme-without-fonts';
import { h } from 'vue';
import './brand.css';
import './code.css';
import { notFound } from './not-found.ts';

export default {
  extends: DefaultTheme,
  Layout: () => h(DefaultTheme.Layout, null, { 'not-found': notFound }),
};
