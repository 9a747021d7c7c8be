<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22.0" styleCategories="Symbology">
  <renderer-v2 type="RuleRenderer" symbollevels="0" enableorderby="0" forceraster="0">
    <rules key="{root}">
      <rule key="{exact}" filter="&quot;precision&quot; &lt;= 10" label="Exact" symbol="0"/>
      <rule key="{near}" filter="&quot;precision&quot; &gt; 10 AND &quot;precision&quot; &lt;= 100" label="Within 100 m" symbol="1"/>
      <rule key="{coarse}" filter="&quot;precision&quot; &gt; 100 AND &quot;precision&quot; &lt;= 1000" label="Within 1,000 m" symbol="2"/>
      <rule key="{coarser}" filter="&quot;precision&quot; &gt; 1000" label="Coarser than 1,000 m" symbol="3"/>
      <rule key="{unknown}" filter="ELSE" label="Precision not known" symbol="4"/>
    </rules>
    <symbols>
      <symbol name="0" type="marker" alpha="0.7" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleMarker" enabled="1" pass="0" locked="0">
          <Option type="Map">
            <Option name="name" type="QString" value="circle"/>
            <Option name="color" type="QString" value="0,114,178,255"/>
            <Option name="outline_style" type="QString" value="no"/>
            <Option name="size" type="QString" value="1.6"/>
            <Option name="size_unit" type="QString" value="MM"/>
          </Option>
        </layer>
      </symbol>
      <symbol name="1" type="marker" alpha="0.7" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleMarker" enabled="1" pass="0" locked="0">
          <Option type="Map">
            <Option name="name" type="QString" value="circle"/>
            <Option name="color" type="QString" value="86,180,233,255"/>
            <Option name="outline_style" type="QString" value="no"/>
            <Option name="size" type="QString" value="1.6"/>
            <Option name="size_unit" type="QString" value="MM"/>
          </Option>
        </layer>
      </symbol>
      <symbol name="2" type="marker" alpha="0.7" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleMarker" enabled="1" pass="0" locked="0">
          <Option type="Map">
            <Option name="name" type="QString" value="diamond"/>
            <Option name="color" type="QString" value="230,159,0,255"/>
            <Option name="outline_style" type="QString" value="no"/>
            <Option name="size" type="QString" value="2.0"/>
            <Option name="size_unit" type="QString" value="MM"/>
          </Option>
        </layer>
      </symbol>
      <symbol name="3" type="marker" alpha="0.7" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleMarker" enabled="1" pass="0" locked="0">
          <Option type="Map">
            <Option name="name" type="QString" value="triangle"/>
            <Option name="color" type="QString" value="213,94,0,255"/>
            <Option name="outline_style" type="QString" value="no"/>
            <Option name="size" type="QString" value="2.2"/>
            <Option name="size_unit" type="QString" value="MM"/>
          </Option>
        </layer>
      </symbol>
      <symbol name="4" type="marker" alpha="0.7" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleMarker" enabled="1" pass="0" locked="0">
          <Option type="Map">
            <Option name="name" type="QString" value="cross2"/>
            <Option name="color" type="QString" value="150,150,150,255"/>
            <Option name="outline_color" type="QString" value="150,150,150,255"/>
            <Option name="outline_width" type="QString" value="0.4"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="size" type="QString" value="1.6"/>
            <Option name="size_unit" type="QString" value="MM"/>
          </Option>
        </layer>
      </symbol>
    </symbols>
  </renderer-v2>
</qgis>
