import DefaultTheme from 'vitepress/theme-without-fonts';
import './brand.css';
import './code.css';

export default DefaultTheme;
