<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22.0" styleCategories="Symbology">
  <renderer-v2 type="RuleRenderer" symbollevels="0" enableorderby="0" forceraster="0">
    <rules key="kinds">
      <rule key="kinds-high-high" symbol="0" label="High among high" filter="&quot;hs_class&quot; = 1"/>
      <rule key="kinds-low-low" symbol="1" label="Low among low" filter="&quot;hs_class&quot; = 2"/>
      <rule key="kinds-high-low" symbol="2" label="High among low (outlier)" filter="&quot;hs_class&quot; = 3"/>
      <rule key="kinds-low-high" symbol="3" label="Low among high (outlier)" filter="&quot;hs_class&quot; = 4"/>
      <rule key="kinds-alike" symbol="4" label="Like its neighbours" filter="&quot;hs_class&quot; = 5"/>
      <rule key="kinds-unlike" symbol="5" label="Unlike its neighbours" filter="&quot;hs_class&quot; = 6"/>
    </rules>
    <symbols>
      <symbol name="0" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" enabled="1" pass="0" locked="0">
          <Option type="Map">
            <Option name="color" type="QString" value="178,24,43,40"/>
            <Option name="style" type="QString" value="solid"/>
            <Option name="outline_color" type="QString" value="178,24,43,255"/>
            <Option name="outline_style" type="QString" value="solid"/>
            <Option name="outline_width" type="QString" value="0.8"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
          </Option>
        </layer>
      </symbol>
      <symbol name="1" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" enabled="1" pass="0" locked="0">
          <Option type="Map">
            <Option name="color" type="QString" value="33,102,172,40"/>
            <Option name="style" type="QString" value="solid"/>
            <Option name="outline_color" type="QString" value="33,102,172,255"/>
            <Option name="outline_style" type="QString" value="solid"/>
            <Option name="outline_width" type="QString" value="0.8"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
          </Option>
        </layer>
      </symbol>
      <symbol name="2" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" enabled="1" pass="0" locked="0">
          <Option type="Map">
            <Option name="color" type="QString" value="244,165,130,40"/>
            <Option name="style" type="QString" value="solid"/>
            <Option name="outline_color" type="QString" value="244,165,130,255"/>
            <Option name="outline_style" type="QString" value="solid"/>
            <Option name="outline_width" type="QString" value="0.8"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
          </Option>
        </layer>
      </symbol>
      <symbol name="3" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" enabled="1" pass="0" locked="0">
          <Option type="Map">
            <Option name="color" type="QString" value="146,197,222,40"/>
            <Option name="style" type="QString" value="solid"/>
            <Option name="outline_color" type="QString" value="146,197,222,255"/>
            <Option name="outline_style" type="QString" value="solid"/>
            <Option name="outline_width" type="QString" value="0.8"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
          </Option>
        </layer>
      </symbol>
      <symbol name="4" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" enabled="1" pass="0" locked="0">
          <Option type="Map">
            <Option name="color" type="QString" value="153,142,195,40"/>
            <Option name="style" type="QString" value="solid"/>
            <Option name="outline_color" type="QString" value="153,142,195,255"/>
            <Option name="outline_style" type="QString" value="solid"/>
            <Option name="outline_width" type="QString" value="0.8"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
          </Option>
        </layer>
      </symbol>
      <symbol name="5" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" enabled="1" pass="0" locked="0">
          <Option type="Map">
            <Option name="color" type="QString" value="241,163,64,40"/>
            <Option name="style" type="QString" value="solid"/>
            <Option name="outline_color" type="QString" value="241,163,64,255"/>
            <Option name="outline_style" type="QString" value="solid"/>
            <Option name="outline_width" type="QString" value="0.8"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
          </Option>
        </layer>
      </symbol>
    </symbols>
  </renderer-v2>
</qgis>
