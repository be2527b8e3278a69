import type { Translation } from '../../shared/locale/messages.ts';
import type { sharedEnglish } from './en.ts';

const portuguese: Translation<typeof sharedEnglish> = {
  close: 'Fechar',
  retry: 'Tentar novamente',
  loading: 'Carregando…',
  more: 'Mostrar mais',
  'more-failed': 'O restante não foi carregado.',
  offline: 'Você está offline. Vamos atualizar tudo quando você voltar.',
  reconnecting: 'Reconectando…',
  'signed-out.heading': 'Você saiu da sua conta',
  'signed-out.text': 'Entre neste site para ver isto.',
  'forbidden.heading': 'Indisponível para você',
  'forbidden.text': 'Você não tem acesso a isto. Se achar que é um engano, fale com o dono do site.',
  'error.heading': 'Algo não funcionou',
  'error.text': 'Algo deu errado no caminho. Nada seu foi perdido.',
  'error.network': 'Não foi possível acessar o serviço. Verifique sua conexão e tente novamente.',
  'alerts.on': 'Ativar notificações',
  'alerts.later': 'Agora não',
};
export default portuguese;
