import { templateById, TEMPLATE_IDS, type TemplateId } from '../../../core/templates/definitions.js';
import { lookChain } from './looks.js';

// cspell:ignore drawgrid edgedetect farfirst farlayer farpicture lutyuv minterpolate nearfirst nearlayer nearpicture rgbashift zoompan
const SOURCE = { width: 1280, height: 720, frameCount: 240, frameRate: 24, beatFrames: [12, 36] };

/** Written out: a change of what a look draws is seen in the review of this list. */
// cspell:ignore softpicture softcopy softblur glowpicture glowcopy glowblur lookpicture farpicture farfirst farlayer nearpicture nearfirst nearlayer
const PLAIN: Record<TemplateId, string> = {
  speed_up: "select='gt(floor((n+1)/2),floor(n/2))',trim=end_frame=240,setpts=N/(24*TB)",
  slow_motion:
    'setpts=(PTS-STARTPTS)*2,tpad=stop_mode=clone:stop=3,minterpolate=fps=24:mi_mode=blend,tpad=stop_mode=clone:stop=240,trim=end_frame=240,setpts=N/(24*TB)',
  reverse: 'null',
  freeze:
    "format=yuv420p,split[look0all][look0copy];[look0copy]select='lt(n,120)'[look0moving];[look0all][look0moving]overlay=eof_action=repeat:format=yuv420",
  mirror: 'hflip',
  flip: 'vflip',
  rotate: 'scale=720:406:flags=bicubic,rotate=PI/2*1:ow=1280:oh=720:fillcolor=black',
  crop_closer: 'crop=984:554,scale=1280:720:flags=bicubic',
  zoom_in:
    "format=yuv420p,perspective=x0='W*(1-1/(1+0.35*min(1,max(0,on-1)/239)))/2*(1+0)':y0='H*(1-1/(1+0.35*min(1,max(0,on-1)/239)))/2*(1+0)':x1='W-W*(1-1/(1+0.35*min(1,max(0,on-1)/239)))/2*(1-(0))':y1='H*(1-1/(1+0.35*min(1,max(0,on-1)/239)))/2*(1+0)':x2='W*(1-1/(1+0.35*min(1,max(0,on-1)/239)))/2*(1+0)':y2='H-H*(1-1/(1+0.35*min(1,max(0,on-1)/239)))/2*(1-(0))':x3='W-W*(1-1/(1+0.35*min(1,max(0,on-1)/239)))/2*(1-(0))':y3='H-H*(1-1/(1+0.35*min(1,max(0,on-1)/239)))/2*(1-(0))':interpolation=cubic:eval=frame",
  zoom_out:
    "format=yuv420p,perspective=x0='W*(1-1/(1+0.35*(1-min(1,max(0,on-1)/239))))/2*(1+0)':y0='H*(1-1/(1+0.35*(1-min(1,max(0,on-1)/239))))/2*(1+0)':x1='W-W*(1-1/(1+0.35*(1-min(1,max(0,on-1)/239))))/2*(1-(0))':y1='H*(1-1/(1+0.35*(1-min(1,max(0,on-1)/239))))/2*(1+0)':x2='W*(1-1/(1+0.35*(1-min(1,max(0,on-1)/239))))/2*(1+0)':y2='H-H*(1-1/(1+0.35*(1-min(1,max(0,on-1)/239))))/2*(1-(0))':x3='W-W*(1-1/(1+0.35*(1-min(1,max(0,on-1)/239))))/2*(1-(0))':y3='H-H*(1-1/(1+0.35*(1-min(1,max(0,on-1)/239))))/2*(1-(0))':interpolation=cubic:eval=frame",
  pan_left:
    "format=yuv420p,perspective=x0='W*(1-1/(1+0.25))/2*(1+1-2*min(1,max(0,on-1)/239))':y0='H*(1-1/(1+0.25))/2*(1+0)':x1='W-W*(1-1/(1+0.25))/2*(1-(1-2*min(1,max(0,on-1)/239)))':y1='H*(1-1/(1+0.25))/2*(1+0)':x2='W*(1-1/(1+0.25))/2*(1+1-2*min(1,max(0,on-1)/239))':y2='H-H*(1-1/(1+0.25))/2*(1-(0))':x3='W-W*(1-1/(1+0.25))/2*(1-(1-2*min(1,max(0,on-1)/239)))':y3='H-H*(1-1/(1+0.25))/2*(1-(0))':interpolation=cubic:eval=frame",
  pan_right:
    "format=yuv420p,perspective=x0='W*(1-1/(1+0.25))/2*(1+2*min(1,max(0,on-1)/239)-1)':y0='H*(1-1/(1+0.25))/2*(1+0)':x1='W-W*(1-1/(1+0.25))/2*(1-(2*min(1,max(0,on-1)/239)-1))':y1='H*(1-1/(1+0.25))/2*(1+0)':x2='W*(1-1/(1+0.25))/2*(1+2*min(1,max(0,on-1)/239)-1)':y2='H-H*(1-1/(1+0.25))/2*(1-(0))':x3='W-W*(1-1/(1+0.25))/2*(1-(2*min(1,max(0,on-1)/239)-1))':y3='H-H*(1-1/(1+0.25))/2*(1-(0))':interpolation=cubic:eval=frame",
  brighter: "eq=gamma=1.2:brightness=0.03,curves=all='0/0 0.5/0.58 1/1'",
  darker: "curves=all='0/0 0.5/0.32 1/0.82'",
  nighttime:
    "curves=all='0/0 0.2/0.12 0.5/0.26 1/0.6',colorchannelmixer=rr=0.5735:rg=0.189:rb=0.0519:gr=0.0795:gg=0.787:gb=0.0519:br=0.0795:bg=0.189:bb=0.8969,format=yuv420p,split[look0bare][look0first];[look0first]trim=end_frame=1,scale=320:180,format=yuva420p,geq=lum=0:cb=128:cr=128:a='255*(1-pow(cos(0.5712*hypot(X-W/2,Y-H/2)/hypot(W/2,H/2)),4))',scale=1280:720:flags=bicubic[look0corners];[look0bare][look0corners]overlay=format=yuv420",
  daytime:
    "eq=gamma=1.15:brightness=0.02:saturation=1.15,curves=r='0/0.02 0.4/0.52 1/1':g='0/0.02 0.4/0.5 1/1':b='0/0.02 0.4/0.46 1/0.98'",
  sunset:
    "curves=r='0/0.02 0.5/0.56 1/1':g='0/0 0.5/0.4 1/0.84':b='0/0.01 0.5/0.28 1/0.56',eq=saturation=1.1",
  dawn: "curves=r='0/0.1 1/1':g='0/0.07 1/0.9':b='0/0.05 1/0.76'",
  more_motion:
    "scale=1484:836:flags=bicubic,crop=w=1280:h=720:x='(iw-ow)/2*(1+sin(2*PI*0.6*t))':y='(ih-oh)/2*(1+cos(2*PI*0.8*t))'",
  less_motion:
    "setpts=PTS-STARTPTS,tpad=start_mode=clone:start=9,tmix=frames=9,select='if(start_pts,1,gte(n,9))',setpts=PTS-STARTPTS",
  shake:
    "format=yuv420p,perspective=x0='W*(1-1/(1+0.05))/2*(1+0.6*sin(2*PI*3.1*(on/24)+0)+0.4*sin(2*PI*7.3*(on/24)+0))':y0='H*(1-1/(1+0.05))/2*(1+0.6*sin(2*PI*2.7*(on/24)+1)+0.4*sin(2*PI*6.1*(on/24)+2))':x1='W-W*(1-1/(1+0.05))/2*(1-(0.6*sin(2*PI*3.1*(on/24)+0)+0.4*sin(2*PI*7.3*(on/24)+0)))':y1='H*(1-1/(1+0.05))/2*(1+0.6*sin(2*PI*2.7*(on/24)+1)+0.4*sin(2*PI*6.1*(on/24)+2))':x2='W*(1-1/(1+0.05))/2*(1+0.6*sin(2*PI*3.1*(on/24)+0)+0.4*sin(2*PI*7.3*(on/24)+0))':y2='H-H*(1-1/(1+0.05))/2*(1-(0.6*sin(2*PI*2.7*(on/24)+1)+0.4*sin(2*PI*6.1*(on/24)+2)))':x3='W-W*(1-1/(1+0.05))/2*(1-(0.6*sin(2*PI*3.1*(on/24)+0)+0.4*sin(2*PI*7.3*(on/24)+0)))':y3='H-H*(1-1/(1+0.05))/2*(1-(0.6*sin(2*PI*2.7*(on/24)+1)+0.4*sin(2*PI*6.1*(on/24)+2)))':interpolation=cubic:eval=frame",
  warmer: 'colorchannelmixer=rr=1.16:gg=1:bb=0.83',
  cooler: 'colorchannelmixer=rr=0.86:gg=1:bb=1.2',
  high_contrast:
    "format=yuv420p,split[look0picture][look0copy];[look0copy]scale=16:16:flags=area,format=yuv444p,scale=1:1:flags=area,scale=1280:720:flags=neighbor,format=yuv420p[look0mean];[look0picture][look0mean]mix=inputs=2:weights='1.4 -0.400'",
  desaturated: 'eq=saturation=0.3',
  vivid: 'eq=saturation=1.5:contrast=1.04',
  pastel: "eq=saturation=0.62,curves=all='0/0.2 0.5/0.64 1/0.98'",
  teal_orange:
    "curves=r='0/0 0.25/0.17 0.6/0.68 1/1':g='0/0.01 0.5/0.5 1/0.95':b='0/0.06 0.25/0.32 0.6/0.5 1/0.78'",
  dramatic:
    "format=yuv420p,split[look0picture][look0copy];[look0copy]scale=16:16:flags=area,format=yuv444p,scale=1:1:flags=area,scale=1280:720:flags=neighbor,format=yuv420p[look0mean];[look0picture][look0mean]mix=inputs=2:weights='1.35 -0.350',curves=all='0/0 0.5/0.4 1/0.92',eq=saturation=0.7,format=yuv420p,split[look0bare][look0first];[look0first]trim=end_frame=1,scale=320:180,format=yuva420p,geq=lum=0:cb=128:cr=128:a='255*(1-pow(cos(0.5712*hypot(X-W/2,Y-H/2)/hypot(W/2,H/2)),4))',scale=1280:720:flags=bicubic[look0corners];[look0bare][look0corners]overlay=format=yuv420",
  dreamy:
    'format=yuv420p,split[look0softpicture][look0softcopy];[look0softcopy]scale=320:180:flags=bilinear,gblur=sigma=16.00,scale=1280:720:flags=bilinear,format=yuv420p[look0softblur];[look0softpicture][look0softblur]blend=all_mode=normal:all_opacity=0.55,format=gbrp,split[look0glowpicture][look0glowcopy];[look0glowcopy]scale=320:180:flags=bilinear,gblur=sigma=16.00,scale=1280:720:flags=bilinear,format=gbrp[look0glowblur];[look0glowpicture][look0glowblur]blend=all_mode=screen:all_opacity=0.35,eq=contrast=0.9:saturation=0.9',
  gritty:
    "format=yuv420p,split[look0picture][look0copy];[look0copy]scale=16:16:flags=area,format=yuv444p,scale=1:1:flags=area,scale=1280:720:flags=neighbor,format=yuv420p[look0mean];[look0picture][look0mean]mix=inputs=2:weights='1.3 -0.300',unsharp=5:5:1.2:5:5:0,noise=c0s=12:c0f=t,eq=saturation=0.55",
  ethereal:
    "format=gbrp,split[look0picture][look0copy];[look0copy]scale=320:180:flags=bilinear,gblur=sigma=16.00,scale=1280:720:flags=bilinear,format=gbrp[look0blur];[look0picture][look0blur]blend=all_mode=screen:all_opacity=0.7,curves=all='0/0.1 1/1',colorchannelmixer=rr=0.617:rg=0.2935:rb=0.0616:gr=0.142:gg=0.7935:gb=0.0616:br=0.142:bg=0.2935:bb=0.6016",
  high_energy:
    "format=yuv420p,split[look0picture][look0copy];[look0copy]scale=16:16:flags=area,format=yuv444p,scale=1:1:flags=area,scale=1280:720:flags=neighbor,format=yuv420p[look0mean];[look0picture][look0mean]mix=inputs=2:weights='1.25 -0.250',eq=saturation=1.35,scale=1434:806:flags=bicubic,crop=w=1280:h=720:x='(iw-ow)/2*(1+sin(2*PI*1.1*t))':y='(ih-oh)/2*(1+cos(2*PI*1.4*t))'",
  matte: "eq=saturation=0.85,curves=all='0/0.13 0.5/0.53 1/0.9'",
  black_and_white: 'hue=s=0',
  sepia:
    'colorchannelmixer=rr=0.3259:rg=0.6398:rb=0.1243:gr=0.284:gg=0.5576:gb=0.1083:br=0.2033:bg=0.3992:bb=0.0775',
  red_tint:
    'colorchannelmixer=rr=1.208:rg=0.1189:rb=0.0231:gr=0.0368:gg=0.7692:gb=0.014:br=0.0368:bg=0.0722:bb=0.711',
  orange_tint:
    'colorchannelmixer=rr=1.1633:rg=0.1145:rb=0.0222:gr=0.0422:gg=0.8818:gb=0.0161:br=0.0269:bg=0.0528:bb=0.5203',
  yellow_tint:
    'colorchannelmixer=rr=1.0291:rg=0.1013:rb=0.0197:gr=0.0484:gg=1.0131:gb=0.0185:br=0.0224:bg=0.044:bb=0.4335',
  green_tint:
    'colorchannelmixer=rr=0.7159:rg=0.0704:rb=0.0137:gr=0.052:gg=1.0881:gb=0.0198:br=0.0359:bg=0.0704:bb=0.6937',
  blue_tint:
    'colorchannelmixer=rr=0.6264:rg=0.0616:rb=0.012:gr=0.0426:gg=0.8911:gb=0.0162:br=0.0628:bg=0.1233:bb=1.2139',
  purple_tint:
    'colorchannelmixer=rr=1.0201:rg=0.1004:rb=0.0195:gr=0.0359:gg=0.7504:gb=0.0137:br=0.0628:bg=0.1233:bb=1.2139',
  pink_tint:
    'colorchannelmixer=rr=1.1633:rg=0.1145:rb=0.0222:gr=0.0372:gg=0.7786:gb=0.0142:br=0.0502:bg=0.0986:bb=0.9712',
  blur: 'gblur=sigma=16',
  soft_focus:
    'format=yuv420p,split[look0picture][look0copy];[look0copy]scale=320:180:flags=bilinear,gblur=sigma=16.00,scale=1280:720:flags=bilinear,format=yuv420p[look0blur];[look0picture][look0blur]blend=all_mode=normal:all_opacity=0.5',
  sharpen: 'unsharp=5:5:1.1:5:5:0',
  cartoon:
    "format=yuv420p,gblur=sigma=1.4222,split[look0paint][look0ink];[look0paint]lutyuv=y='floor((val-16)/36+0.5)*36+16',eq=saturation=1.3,format=gbrp[look0painted];[look0ink]edgedetect=low=0.06:high=0.16,negate,format=gbrp[look0inked];[look0painted][look0inked]blend=all_mode=multiply:all_opacity=0.45",
  pixelate: 'format=yuv444p,scale=44:24:flags=area,scale=1280:720:flags=neighbor',
  glitch:
    "format=gbrp,rgbashift=rh=-14:bh=14:edge=smear:enable='lt(mod(n*7,11),5)',format=yuv420p,split=3[look0under][look0first][look0second];[look0first]crop=w=1280:h=90:x=0:y=158[look0upper];[look0second]crop=w=1280:h=66:x=0:y=440[look0lower];[look0under][look0upper]overlay=x='76.8*sin(n*12.9)':y=158:enable='lt(mod(n*5,13),6)'[look0once];[look0once][look0lower]overlay=x='115.2*sin(n*7.3)':y=440:enable='lt(mod(n*3,7),3)'",
  fog: "format=yuv420p,split[look0picture][look0first];[look0first]trim=end_frame=1,scale=10:6,format=yuva444p,geq=lum=196:cb=130:cr=127:a='255*0.55*(0.7+0.3*mod(abs(sin(X*12.9898+Y*78.233)*43758.5453),1))',scale=2048:720:flags=bicubic,format=yuva420p[look0layer];[look0picture][look0layer]overlay=x='-384*(1+sin(n/120))':y='0':format=yuv420",
  rain: "eq=saturation=0.85,format=yuv420p,split[look0farpicture][look0farfirst];[look0farfirst]trim=end_frame=1,scale=640:36,format=yuva444p,geq=lum=225:cb=130:cr=126:a='255*0.28*gt(mod(abs(sin(X*12.9898+mod(Y,18)*78.233)*43758.5453),1),0.95)',scale=1280:1440:flags=bicubic,format=yuva420p[look0farlayer];[look0farpicture][look0farlayer]overlay=x='0':y='mod(n*45,720)-720':format=yuv420,format=yuv420p,split[look0nearpicture][look0nearfirst];[look0nearfirst]trim=end_frame=1,scale=420:16,format=yuva444p,geq=lum=225:cb=130:cr=126:a='255*0.4*gt(mod(abs(sin(X*12.9898+mod(Y,8)*78.233)*43758.5453),1),0.96)',scale=1280:1440:flags=bicubic,format=yuva420p[look0nearlayer];[look0nearpicture][look0nearlayer]overlay=x='0':y='mod(n*75,720)-720':format=yuv420",
  snow: "format=yuv420p,split[look0farpicture][look0farfirst];[look0farfirst]trim=end_frame=1,scale=200:226,format=yuva444p,geq=lum=225:cb=130:cr=126:a='255*0.7*gt(mod(abs(sin(X*12.9898+mod(Y,113)*78.233)*43758.5453),1),0.95)',scale=1280:1440:flags=bicubic,format=yuva420p[look0farlayer];[look0farpicture][look0farlayer]overlay=x='0':y='mod(n*3.9,720)-720':format=yuv420,format=yuv420p,split[look0nearpicture][look0nearfirst];[look0nearfirst]trim=end_frame=1,scale=90:102,format=yuva444p,geq=lum=225:cb=130:cr=126:a='255*0.9*gt(mod(abs(sin(X*12.9898+mod(Y,51)*78.233)*43758.5453),1),0.97)',scale=1280:1440:flags=bicubic,format=yuva420p[look0nearlayer];[look0nearpicture][look0nearlayer]overlay=x='0':y='mod(n*7.5,720)-720':format=yuv420",
  light_leaks:
    "format=yuv420p,split[look0picture][look0first];[look0first]trim=end_frame=1,scale=64:36,format=yuva444p,geq=lum='215-35*X/W':cb='72+10*X/W':cr='165+30*X/W':a='255*0.6*min(1,exp(-30*pow(X/W-0.1,2)-7*pow(Y/H-0.3,2))+exp(-30*pow(X/W-0.92,2)-7*pow(Y/H-0.65,2)))',scale=1664:936:flags=bicubic,format=yuva420p[look0layer];[look0picture][look0layer]overlay=x='-192*(1+0.4*sin(n/16.8))':y='-108*(1+cos(n/26.4))':format=yuv420",
  vintage_film:
    "eq=eval=frame:saturation=0.5:brightness='0.025*sin(n*2.7)+0.012*sin(n*7.1)',curves=all='0/0.06 1/0.95',colorchannelmixer=rr=1.12:gg=0.98:bb=0.76,format=yuv420p,noise=c0s=10:c0f=t,format=yuv420p,split[look0bare][look0first];[look0first]trim=end_frame=1,scale=320:180,format=yuva420p,geq=lum=0:cb=128:cr=128:a='255*(1-pow(cos(0.5712*hypot(X-W/2,Y-H/2)/hypot(W/2,H/2)),4))',scale=1280:720:flags=bicubic[look0corners];[look0bare][look0corners]overlay=format=yuv420",
  vhs: 'format=yuv420p,gblur=sigma=1.4222:sigmaV=0.1:planes=1,gblur=sigma=11.6364:sigmaV=1:planes=6,eq=saturation=0.8,format=yuv420p,noise=c0s=8:c0f=t,drawgrid=w=iw+2:x=-1:h=4:t=1:color=black@0.22',
  film_grain: 'format=yuv420p,noise=c0s=18:c0f=t',
  vignette:
    "format=yuv420p,split[look0bare][look0first];[look0first]trim=end_frame=1,scale=320:180,format=yuva420p,geq=lum=0:cb=128:cr=128:a='255*(1-pow(cos(0.6759*hypot(X-W/2,Y-H/2)/hypot(W/2,H/2)),4))',scale=1280:720:flags=bicubic[look0corners];[look0bare][look0corners]overlay=format=yuv420",
  letterbox:
    'format=yuv420p,drawbox=y=0:x=0:w=iw:h=92:color=black:t=fill,drawbox=y=ih-92:x=0:w=iw:h=92:color=black:t=fill',
  fade_in: 'fade=t=in:start_frame=0:nb_frames=24',
  fade_out: 'fade=t=out:start_frame=215:nb_frames=24',
  beat_pulse:
    "format=yuv420p,zoompan=z='1+0.1*(between(in,12,35)*exp((12-in)/2.88)+between(in,36,239)*exp((36-in)/2.88))':x='(iw-iw/zoom)/2':y='(ih-ih/zoom)/2':d=1:s=1280x720:fps=24",
  beat_flash:
    "eq=eval=frame:brightness='0.28*(between(n,12,35)*exp((12-n)/1.68)+between(n,36,239)*exp((36-n)/1.68))'",
};

describe('the filters of a look', () => {
  it.each(TEMPLATE_IDS)('are those of the plain one at strength 1: %s', (id) => {
    expect(lookChain([{ id, strength: 1 }], SOURCE)).toBe(PLAIN[id]);
  });

  const ofStrength = TEMPLATE_IDS.filter((id) => templateById(id)!.whole !== true);
  it.each(ofStrength)('are others at each strength, in plain decimals: %s', (id) => {
    const strengths = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2];
    const chains = strengths.map((strength) => lookChain([{ id, strength }], SOURCE)!);
    expect(new Set(chains).size).toBe(strengths.length);
    expect(chains.filter((chain) => /\de[-+]?\d|NaN|Infinity|\d\.\d{5}/.test(chain))).toEqual([]);
  });

  it('come in the order of the table, whatever was asked for first', () => {
    const looks = TEMPLATE_IDS.map((id) => ({ id, strength: 1 }));
    expect(lookChain(looks.toReversed(), SOURCE)).toBe(lookChain(looks, SOURCE));
    expect(lookChain([], SOURCE)).toBeNull();
  });
});
